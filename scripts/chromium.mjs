// Where a browser is that tests and pictures may use, and how it is started without leaving this machine.
import { existsSync } from 'node:fs';

const places = [
  process.env.KADENZ_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Path of the browser; `undefined` where there is none. */
export const chromiumPath = places.find((path) => path && existsSync(path));

export const chromiumSwitches = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps'],
];
