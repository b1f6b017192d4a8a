/** What is said about how the search for a plan ended. */
export const search = {
  slow: (command: string) =>
    `The search ended where more tries gained little. To go on: ${command} --gap 1% or --time-limit 600`,
  short: (limit: string, took: string, command: string) =>
    `A limit of ${limit} s was too short for a search: this is a first plan, which took ${took} s. Allow more time: ${command}`,
  exhausted: (proven: string) =>
    `Nothing better was found. The proof goes no further than ${proven}: where few projects share a budget or a pool, that gap need not mean that a better plan exists.`,
};
