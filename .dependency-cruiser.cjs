// The house's rooms and the doors between them (docs/conventions.md). Whatever is not listed is forbidden.
const mayImport = {
  units: [],
  messages: ['units'],
  lp: [],
  domain: ['units'],
  serving: ['domain', 'units'],
  demand: ['domain', 'units'],
  planning: ['serving', 'demand', 'lp', 'domain', 'units'],
  verify: ['domain', 'demand', 'serving', 'units'],
  report: ['domain', 'demand', 'units', 'messages'],
  app: ['planning', 'verify', 'report', 'serving', 'demand', 'lp', 'domain', 'units', 'messages', 'adapters'],
  cli: ['app', 'messages', 'units'],
  server: ['app', 'messages', 'units'],
};
const adapters = { highs: ['lp'], files: ['domain', 'units'] };

const layering = Object.entries(mayImport).map(([room, doors]) => ({
  name: `layering-${room}`,
  severity: 'error',
  comment: `src/${room} may import only: ${[room, ...doors].join(', ')}`,
  from: { path: `^src/${room}/`, pathNot: '\\.(test|conformance)\\.ts$' },
  to: { path: '^src/', pathNot: `^src/(${[room, ...doors].join('|')})/` },
}));
const ports = Object.entries(adapters).map(([adapter, doors]) => ({
  name: `port-${adapter}`,
  severity: 'error',
  comment: `src/adapters/${adapter} may import only its own port: ${doors.join(', ')}`,
  from: { path: `^src/adapters/${adapter}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^src/', pathNot: `^src/(adapters/${adapter}|${doors.join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layering,
    ...ports,
    {
      name: 'only-compose-picks-adapters',
      severity: 'error',
      from: { path: '^src/(app|cli|server)/', pathNot: '^src/app/compose\\.ts$|\\.test\\.ts$' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'pure-core',
      severity: 'error',
      comment: 'From planning down there is no I/O: clock, files and random numbers are passed in.',
      from: {
        path: '^src/(units|messages|lp|domain|serving|demand|planning|verify)/',
        pathNot: '\\.(test|conformance)\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
  },
};
