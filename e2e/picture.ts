import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** What a screenshot shows: rows of pixels, each of so many bytes. */
export type Picture = { width: number; height: number; bytesPerPixel: number; pixels: Buffer };
/** In pixels; right and bottom are the first that do not belong to it. */
export type Area = { left: number; top: number; right: number; bottom: number };

/** Reads a PNG file as browsers write them: eight bits a channel, in colour, not interlaced. */
export function readPicture(path: string): Picture {
  const file = readFileSync(path);
  const [width, height, depth, colour, interlace] = [
    file.readUInt32BE(16),
    file.readUInt32BE(20),
    file[24],
    file[25],
    file[28],
  ];
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0)
    throw new Error(`${path} is another kind of PNG`);
  const bytesPerPixel = colour === 2 ? 3 : 4;
  const packed: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const pixels = unfilter(inflateSync(Buffer.concat(packed)), width * bytesPerPixel, height, bytesPerPixel);
  return { width, height, bytesPerPixel, pixels };
}

/** How many pixels of an area differ between two pictures of the same size. */
export function countDifferent(one: Picture, other: Picture, { left, top, right, bottom }: Area): number {
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (!isSame(one, offset(one, x, y), other, offset(other, x, y))) count += 1;
    }
  }
  return count;
}

const isSame = (one: Picture, at: number, other: Picture, otherAt: number) =>
  one.pixels[at] === other.pixels[otherAt] &&
  one.pixels[at + 1] === other.pixels[otherAt + 1] &&
  one.pixels[at + 2] === other.pixels[otherAt + 2];

const offset = ({ width, bytesPerPixel }: Picture, x: number, y: number) => (y * width + x) * bytesPerPixel;

/** Each row of a PNG says by which rule its bytes are told from those to the left and above. */
function unfilter(filtered: Buffer, stride: number, height: number, bytesPerPixel: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1) + 1;
    const guess = guesses[filtered[from - 1] ?? 0] ?? guesses[0];
    const row = y * stride;
    for (let x = 0; x < stride; x++) {
      const left = x < bytesPerPixel ? 0 : (pixels[row + x - bytesPerPixel] as number);
      const above = y === 0 ? 0 : (pixels[row - stride + x] as number);
      const corner = y === 0 || x < bytesPerPixel ? 0 : (pixels[row - stride + x - bytesPerPixel] as number);
      pixels[row + x] = (filtered[from + x] as number) + guess(left, above, corner);
    }
  }
  return pixels;
}

type Guess = (left: number, above: number, corner: number) => number;
/** In the order of the rules' numbers. */
const guesses: [Guess, ...Guess[]] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner);
  const byAbove = Math.abs(left - corner);
  const byCorner = Math.abs(left + above - 2 * corner);
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}
