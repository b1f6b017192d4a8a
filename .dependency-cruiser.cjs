// The house's rooms and the doors between them (docs/conventions.md). Whatever is not listed is forbidden.
const mayImport = {
  units: [],
  messages: ['units'],
  lp: [],
  domain: ['units'],
  serving: ['domain', 'units'],
  demand: ['domain', 'units'],
  planning: ['serving', 'demand', 'lp', 'domain', 'units'],
  judge: ['planning', 'demand', 'lp', 'domain', 'units'],
  verify: ['domain', 'demand', 'serving', 'units'],
  store: ['domain', 'units'],
  views: ['domain', 'demand', 'units', 'messages'],
  report: ['views', 'domain', 'demand', 'units', 'messages'],
  app: [
    'planning',
    'judge',
    'verify',
    'views',
    'report',
    'serving',
    'demand',
    'lp',
    'store',
    'domain',
    'units',
    'messages',
    'adapters',
  ],
  cli: ['app', 'server', 'messages', 'units'],
  server: ['app', 'messages', 'units'],
};
const adapters = {
  augurs: ['demand', 'units'],
  excel: ['units'],
  files: ['domain', 'units', 'adapters/excel'],
  highs: ['lp'],
  memory: ['store', 'domain'],
  pglite: ['store', 'domain', 'adapters/sql'],
  postgres: ['store', 'domain', 'adapters/sql'],
  sql: ['store', 'domain'],
  traces: ['serving', 'units'],
};
const rooms = [...Object.keys(mayImport), 'adapters'].join('|');

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
  from: { path: `^src/adapters/${adapter}/`, pathNot: '\\.(test|conformance)\\.ts$' },
  to: { path: '^src/', pathNot: `^src/(adapters/${adapter}|${doors.join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layering,
    ...ports,
    {
      name: 'no-unlisted-room',
      severity: 'error',
      comment: 'A new room or adapter is listed above, with its doors, before anything is put into it.',
      from: { path: '^src/', pathNot: `^src/((${rooms})/|index\\.ts$)` },
      to: {},
    },
    {
      name: 'no-unlisted-adapter',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: `^src/adapters/(${Object.keys(adapters).join('|')})/` },
      to: {},
    },
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
        path: '^src/(units|messages|lp|domain|serving|demand|planning|judge|verify|store|views|report)/',
        pathNot: '\\.(test|conformance)\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Two files that need each other are one thing, or a third is missing. Holds outside of src as well.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
  },
};
