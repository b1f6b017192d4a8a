/** How places of the world lie on the map: 1,000 wide, its middle at 0 degrees in the origin. */
import { geoNaturalEarth1 } from 'd3-geo';

export const worldProjection = geoNaturalEarth1()
  .scale(1000 / (2 * Math.PI))
  .translate([0, 0]);
