import { describe, expect, it } from 'vitest';
import { actionTones } from './action-word.ts';
import { darkPalette, lightPalette, type Palette } from './palette.ts';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1, 7);
  return [0, 2, 4].map((at) => {
    const value = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
};

const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb =>
  matrix.map(([x, y, z]) => Math.max(0, x * r + y * g + z * b)) as unknown as Rgb;

/** Full dichromacy on linear RGB (Machado, Oliveira and Fernandes, 2009, severity 1). */
const visions: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** OKLab (Ottosson, 2020). */
function oklab(rgb: Rgb): Rgb {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt) as unknown as Rgb;
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe.each([
  ['light', lightPalette],
  ['dark', darkPalette],
] as const)('the %s palette', (_, palette: Palette) => {
  const tones = actionTones.filter((tone) => tone !== 'gone');

  it.each(Object.keys(visions))('keeps any two actions apart: %s', (vision) => {
    const seen = new Map(tones.map((tone) => [tone, oklab(times(visions[vision]!, linear(palette[tone]!)))]));
    const close = tones.flatMap((a, i) =>
      tones
        .slice(i + 1)
        .filter((b) => distance(seen.get(a)!, seen.get(b)!) < 0.045)
        .map((b) => `${a}/${b} ${distance(seen.get(a)!, seen.get(b)!).toFixed(3)}`),
    );
    expect(close).toEqual([]);
  });

  it('writes on every action with a contrast of at least 4.5', () => {
    const poor = tones.filter((tone) => {
      const ink = ['re-purpose', 'slow', 'pause', 'sublet'].includes(tone)
        ? palette['on-light']
        : palette['on-dark'];
      return contrast(palette[tone]!, ink!) < 4.5;
    });
    expect(poor).toEqual([]);
  });

  it('keeps text and soft text readable on paper and wash', () => {
    for (const ground of ['paper', 'wash'])
      for (const ink of ['ink', 'soft', 'accent'])
        expect(contrast(palette[ground]!, palette[ink]!)).toBeGreaterThanOrEqual(4.5);
  });
});
