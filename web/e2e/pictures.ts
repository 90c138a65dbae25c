// Scans that no machine can place by itself: a page photographed from an angle on a dark desk, drawn by the browser.
import type { Browser } from 'playwright-core';

export type Corners = [[number, number], [number, number], [number, number], [number, number]];

// `corners`: where the page's own corners lie on a picture of `size`, upper left first, clockwise.
export async function photographed(browser: Browser, png: Buffer, size: [number, number], corners: Corners): Promise<Buffer> {
    const page = await browser.newPage();
    try {
        const drawn = await page.evaluate(draw, { source: `data:image/png;base64,${png.toString('base64')}`, size, corners });
        return Buffer.from(drawn.slice(drawn.indexOf(',') + 1), 'base64');
    } finally {
        await page.close();
    }
}

// Runs in the browser. The plane of the picture is mapped back onto the unit square of the page (the usual homography).
async function draw(asked: { source: string; size: [number, number]; corners: Corners }): Promise<string> {
    const image = new Image();
    image.src = asked.source;
    await image.decode();
    const pixels = (width: number, height: number): CanvasRenderingContext2D => {
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        return canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    };
    const page = pixels(image.width, image.height);
    page.drawImage(image, 0, 0);
    const from = page.getImageData(0, 0, image.width, image.height).data;
    const [width, height] = asked.size;
    const desk = pixels(width, height);
    const to = desk.createImageData(width, height);

    const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = asked.corners;
    const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
    const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
    const whole = dx1 * dy2 - dx2 * dy1;
    const [g, h] = [(sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole];
    const [a, b, d, e] = [x1 - x0 + g * x1, x3 - x0 + h * x3, y1 - y0 + g * y1, y3 - y0 + h * y3];
    for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
            const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
            const u = ((e - y0 * h) * x + (x0 * h - b) * y + (b * y0 - x0 * e)) / w;
            const v = ((y0 * g - d) * x + (a - x0 * g) * y + (x0 * d - a * y0)) / w;
            const on = u >= 0 && u < 1 && v >= 0 && v < 1;
            const at = (Math.floor(v * image.height) * image.width + Math.floor(u * image.width)) * 4;
            const ink = on ? (from[at] ?? 0) : 60 + ((x * 7 + y * 13) % 17);
            to.data.set([ink, ink, ink, 255], (y * width + x) * 4);
        }
    desk.putImageData(to, 0, 0);
    return desk.canvas.toDataURL('image/jpeg', 0.95);
}
