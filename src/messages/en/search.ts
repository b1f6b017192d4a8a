/** What is said about how the search for a plan ended. */
export const search = {
  slow: (command: string) =>
    `The search ended where more tries gained little. To go on: ${command} --gap 1% or --time-limit 600`,
};
