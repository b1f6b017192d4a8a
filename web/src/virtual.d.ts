declare module 'virtual:palette.css';
declare module 'virtual:world-outlines' {
  /** Outlines of land, and lines every 10 degrees, as paths in the units of `worldProjection`. */
  export const land: string;
  export const graticule: string;
}
