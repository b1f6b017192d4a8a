/** What is said about the store, in English. */
const keptPlans = (count: number) =>
  count === 1 ? 'a plan of this portfolio is there' : `${count} plans of this portfolio are there`;

/** Under `store` of the catalogue: the form that every other language has to fill. */
export const store = {
  locked: (place: string, holder: string, file: string) =>
    `${place} is in use by process ${holder}; end that process, or use another directory. If it is gone for certain, delete ${file}`,
  newerSchema: (found: number, known: number) =>
    `the data were changed by a later release (schema ${found}, this one knows ${known}); use that release`,
  corrupt: (hash: string, place: string) =>
    `what is kept in ${place} under ${hash} is damaged or missing; restore it from a backup, or store it again`,
  full: (place: string) => `there is no space left for ${place}; make room and try again`,
  unreachable: (place: string, reason: string) =>
    `${place} cannot be used (${reason}); check address, rights and whether the server runs`,
  oldServer: (found: number, needed: number) =>
    `the server is PostgreSQL ${found}; it must be ${needed} or later`,
  versions: {
    states: { draft: 'draft', 'in-review': 'in review', approved: 'approved' },
    columns: {
      id: 'Id',
      portfolio: 'Portfolio',
      number: 'Version',
      state: 'State',
      since: 'Since',
      by: 'By',
      plan: 'Plan',
      note: 'Note',
    },
    ruleNote: (longest: number) => `at most ${longest} characters without control characters`,
    none: 'There are no versions; kadenz versions create PLAN makes one.',
    now: (id: number, portfolio: string, number: number, state: string) =>
      `Version ${id}, ${portfolio} v${number}, is ${state}.`,
    missing: (id: string) => `there is no version ${id}; kadenz versions list shows their ids`,
    notOpen: (id: string, step: string, state: string) =>
      `version ${id} is ${state}, where ${step} is not open; kadenz versions list shows their states`,
  },
  tokens: {
    created: (id: number, name: string, role: string) =>
      `Token ${id} for ${name}, ${role}. It is shown this once.`,
    nameTaken: (name: string) =>
      `a token in force is called ${name}; revoke it first, or choose another --name`,
    ruleName: (longest: number, taken: string) =>
      `1 to ${longest} characters without control characters, and not ${taken}`,
    notInForce: (id: string) => `no token ${id} is in force; kadenz token list shows them`,
    revoked: (id: number, name: string) => `Token ${id} of ${name} is revoked.`,
    none: 'There are no tokens.',
    columns: { id: 'Id', name: 'Name', role: 'Role', created: 'Made', revoked: 'Revoked' },
  },
  kept: (place: string, plans: number) =>
    plans === 0 ? `Kept in ${place}.` : `Kept in ${place}: ${keptPlans(plans)}; the last one is shown.`,
};
