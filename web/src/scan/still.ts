// A picture that the clerk chose, as pixels.

/** A photograph of 24 megapixels is shrunk a little: more does not help and may not fit. */
const LONGEST_SIDE = 4600;

/** Null if the browser cannot open it as a picture. */
export async function pixelsOf(file: Blob): Promise<ImageData | null> {
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (!bitmap) return null;
    const factor = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * factor));
    canvas.height = Math.max(1, Math.round(bitmap.height * factor));
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}
