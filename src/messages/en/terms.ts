/** Words that frame other messages, in English. */
export const terms = {
  got: 'got',
  nothing: 'nothing',
  sheet: 'the sheet',
  document: 'the document',
  line: 'line',
  column: 'column',
};
