/** Comments of the portfolio that `kadenz init` writes, in English. */
export const starter = {
  heading:
    'A small portfolio to start from. Replace its figures by yours, then run: kadenz validate, kadenz plan.',
  figures:
    'A figure is a number, a text with a unit ("250 MW", "1.2 bn USD", "30 %"), a range ("5 to 10"), or a section that says where it is from: { value: 10 %, source: guide } or { low: 5, typical: 7, high: 10, assumed: true }.',
  asOf: 'What is known on this day is in the file; its quarter is the first that is planned.',
  calendar: 'Three years by quarters; fiscal years start in January.',
  finance: 'Terminal value: what a powered MW is worth when the plan ends.',
  uncertainty: 'The second and the third year open with three and two possible futures: 4 + 12 + 24 nodes.',
  budget: 'Capital expenditure by fiscal year. Years that are not listed are free.',
  pools: 'Capacity is interchangeable within a pool: a campus can train, a zone serves users nearby.',
  liveCapacity: 'What runs already. Every balance opens with it.',
  accelerators: 'What can be bought, and what it needs in power, money and time.',
  workloads: 'What is demanded: units per hour, and how many of them one accelerator serves.',
  projects:
    'Builds: the stages that remain, their cost, and what leaving costs. Each can be slowed, paused or cancelled.',
  leases: 'Leases: rent is due from commencement, used or not.',
};
