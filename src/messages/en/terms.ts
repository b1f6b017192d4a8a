/** Words that frame other messages, in English. */
export const terms = {
  got: 'got',
  nothing: 'nothing',
  document: 'the document',
  line: 'line',
  column: 'column',
};
