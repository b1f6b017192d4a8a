/** What shows forecasts: the grid for terminals, the page for browsers. */
export { fanGrid } from '../demand/fan.ts';
export { type ForecastFigure, forecastHtml } from '../report/forecast-html.ts';
