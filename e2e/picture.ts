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
      const [at, otherAt] = [offset(one, x, y), offset(other, x, y)];
      if ([0, 1, 2].some((channel) => one.pixels[at + channel] !== other.pixels[otherAt + channel])) count += 1;
    }
  }
  return count;
}

const offset = ({ width, bytesPerPixel }: Picture, x: number, y: number) => (y * width + x) * bytesPerPixel;

/** Each row of a PNG says by which rule its bytes are told from those to the left and above. */
function unfilter(filtered: Buffer, stride: number, height: number, bytesPerPixel: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const rule = filtered[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < bytesPerPixel ? 0 : (pixels[y * stride + x - bytesPerPixel] ?? 0);
      const above = y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0);
      const corner = y === 0 || x < bytesPerPixel ? 0 : (pixels[(y - 1) * stride + x - bytesPerPixel] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][rule] ?? 0;
      pixels[y * stride + x] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}
