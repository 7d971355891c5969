/** The two icons of the app, drawn here so that no picture needs to be kept: a shield with a check mark. */
import { encodePng } from './png.ts';

/** A point; the icon is the square from 0,0 at the top left to 1,1. */
type Point = readonly [x: number, y: number];
/** Red, green, blue from 0 to 255. */
type Colour = readonly [red: number, green: number, blue: number];
/** What covers a point, in part (0 to 1), and with which colour. */
type Layer = (point: Point, pixel: number) => { readonly colour: Colour; readonly cover: number };

const WHITE: Colour = [255, 255, 255];
const DEEP_BLUE: Colour = [11, 92, 171];
const LIGHT_BLUE: Colour = [36, 139, 222];

/** The colour icon: 192 by 192, a white shield on blue that fills the square, since Teams cuts its corners itself. */
export function colorIcon(): Uint8Array {
  const body = shield(0.5, 0.5, 0.62);
  const mark = check(0.5, 0.5, 0.62);
  return picture(192, [
    ([, y]) => ({ colour: mixed(LIGHT_BLUE, DEEP_BLUE, y), cover: 1 }),
    (point, pixel) => ({ colour: WHITE, cover: covered(outside(body, point), pixel) }),
    (point, pixel) => ({
      colour: DEEP_BLUE,
      cover: covered(away(mark, point) - 0.034, pixel),
    }),
  ]);
}

/** The outline icon: 32 by 32, white on nothing, as Teams asks for it. */
export function outlineIcon(): Uint8Array {
  const body = shield(0.5, 0.5, 0.86);
  const mark = check(0.5, 0.5, 0.86);
  return picture(32, [
    (point, pixel) => ({ colour: WHITE, cover: covered(Math.abs(outside(body, point)) - 0.034, pixel) }),
    (point, pixel) => ({ colour: WHITE, cover: covered(away(mark, point) - 0.04, pixel) }),
  ]);
}

/** A shield of a height around its middle: a straight top with a small peak, sides that run together at the foot. */
function shield(x: number, y: number, height: number): readonly Point[] {
  const right: readonly Point[] = [
    ...curve([0, -0.5], [0.14, -0.4], [0.27, -0.36], [0.42, -0.36]),
    ...curve([0.42, -0.36], [0.43, 0.02], [0.36, 0.32], [0, 0.5]),
  ];
  const left = right.toReversed().map(([px, py]): Point => [-px, py]);
  return [...right, ...left].map(([px, py]): Point => [x + px * height, y + py * height]);
}

function check(x: number, y: number, height: number): readonly Point[] {
  const corners: readonly Point[] = [
    [-0.2, 0.0],
    [-0.05, 0.15],
    [0.22, -0.15],
  ];
  return corners.map(([px, py]): Point => [x + px * height, y + py * height]);
}

/** A cubic Bézier curve as 17 points. */
function curve(a: Point, b: Point, c: Point, d: Point): readonly Point[] {
  const axis = (at: 0 | 1, t: number) =>
    (1 - t) ** 3 * a[at] + 3 * (1 - t) ** 2 * t * b[at] + 3 * (1 - t) * t ** 2 * c[at] + t ** 3 * d[at];
  return Array.from({ length: 17 }, (_, step): Point => [axis(0, step / 16), axis(1, step / 16)]);
}

/** How far a point lies from a line of several pieces. Written out, as it runs some million times for one icon. */
function away(line: readonly Point[], [x, y]: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < line.length; index += 1) {
    const a = line[index - 1] as Point;
    const b = line[index] as Point;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / length;
    const t = Math.min(Math.max(along, 0), 1);
    const offX = x - a[0] - t * dx;
    const offY = y - a[1] - t * dy;
    const square = offX * offX + offY * offY;
    if (square < nearest) nearest = square;
  }
  return Math.sqrt(nearest);
}

/** How far a point lies outside a closed shape (its last point is its first); negative inside. */
function outside(shape: readonly Point[], point: Point): number {
  const [x, y] = point;
  let isInside = false;
  for (let index = 1; index < shape.length; index += 1) {
    const a = shape[index - 1] as Point;
    const b = shape[index] as Point;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) isInside = !isInside;
  }
  return isInside ? -away(shape, point) : away(shape, point);
}

/** How much of a pixel is covered whose middle lies so far outside; edges come out smooth. */
function covered(distance: number, pixel: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance / pixel));
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => from[at] + (to[at] - from[at]) * share;
  return [part(0), part(1), part(2)];
}

function picture(size: number, layers: readonly Layer[]): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let index = 0; index < size * size; index += 1) {
    const point: Point = [((index % size) + 0.5) / size, (Math.floor(index / size) + 0.5) / size];
    pixels.set(flattened(layers.map((layer) => layer(point, 1 / size))), index * 4);
  }
  return encodePng(size, size, pixels);
}

/** One pixel from its layers, the lowest first. */
function flattened(layers: readonly ReturnType<Layer>[]): readonly number[] {
  const start = { colour: WHITE, alpha: 0 };
  const { colour, alpha } = layers.reduce((below, { colour: upper, cover }) => {
    const together = cover + below.alpha * (1 - cover);
    return together === 0 ? below : { colour: mixed(below.colour, upper, cover / together), alpha: together };
  }, start);
  return [...colour, alpha * 255].map(Math.round);
}
