/** From a file to a picture. Every way it can go wrong has a name, and a message in src/app/en.json. */
import { LARGEST_SIDE, type Picture } from './picture.ts';

export type PictureProblem = 'picture-not-image' | 'picture-empty' | 'picture-broken' | 'picture-large';

export class PictureError extends Error {
  constructor(
    readonly problem: PictureProblem,
    readonly file: string,
  ) {
    super(`${problem}: ${file}`);
  }
}

export const LARGEST_FILE_MB = 50;

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((b, i) => bytes[i] === b);

const contains = (bytes: Uint8Array, text: string, until: number) =>
  new TextDecoder('latin1').decode(bytes.subarray(0, until)).includes(text);

/** Whether a JPEG has its end marker; decoders show a cut file half grey instead of refusing it. */
function isCutJpeg(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [0xff, 0xd8])) return false;
  for (let i = bytes.length - 2; i >= 2; i--) if (bytes[i] === 0xff && bytes[i + 1] === 0xd9) return false;
  return true;
}

const isSvg = (file: Blob, bytes: Uint8Array) =>
  file.type === 'image/svg+xml' || contains(bytes, '<svg', 4096);

/** Whether a GIF, PNG or WebP says that it has several frames. */
export const isAnimated = (bytes: Uint8Array): boolean =>
  (startsWith(bytes, [0x47, 0x49, 0x46]) && contains(bytes, 'NETSCAPE2.0', 4096)) ||
  contains(bytes, 'acTL', 512) ||
  (contains(bytes, 'WEBP', 16) && contains(bytes, 'ANIM', 128));

/** An SVG drawn as an image: scripts do not run and nothing is fetched in that mode (HTML, "image documents"). */
async function decodeSvg(bytes: Uint8Array<ArrayBuffer>): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'image/svg+xml' }));
  try {
    const image = new Image(LARGEST_SIDE, LARGEST_SIDE);
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function draw(
  source: HTMLImageElement | ImageBitmap | HTMLVideoElement,
  width: number,
  height: number,
): Picture {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  // Transparent parts become white, as on paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, rgba: data, isOwn: true };
}

/** Reads a file into at most 512 px. `note` tells what was left out. Throws PictureError. */
export async function readPicture(file: File): Promise<{ picture: Picture; note?: 'picture-animated' }> {
  if (file.size === 0) throw new PictureError('picture-empty', file.name);
  if (file.size > LARGEST_FILE_MB * 2 ** 20) throw new PictureError('picture-large', file.name);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isCutJpeg(bytes)) throw new PictureError('picture-broken', file.name);
  try {
    if (isSvg(file, bytes)) {
      const image = await decodeSvg(bytes);
      return {
        picture: draw(image, image.naturalWidth || LARGEST_SIDE, image.naturalHeight || LARGEST_SIDE),
      };
    }
    const bitmap = await createImageBitmap(new Blob([bytes], { type: file.type }));
    const picture = draw(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return isAnimated(bytes) ? { picture, note: 'picture-animated' } : { picture };
  } catch {
    const looksLikeOne = file.type.startsWith('image/') || startsWith(bytes, [0x89, 0x50]);
    throw new PictureError(looksLikeOne ? 'picture-broken' : 'picture-not-image', file.name);
  }
}

/** One frame of the camera. Throws the browser's own error when the reader or the system refuses. */
export async function photograph(): Promise<Picture> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1024 } } });
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    // The first frames are often black while the camera adapts.
    await new Promise((resolve) => setTimeout(resolve, 600));
    return draw(video, video.videoWidth, video.videoHeight);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
