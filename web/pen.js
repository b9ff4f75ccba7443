// Draws words of the visitor's own in signs that the program's typeface lacks.
export const pen = {
  // White, from the left, with their base line at `ascent`. Gives their width in pixels, negative where they have colours
  // of their own; 0 where the browser gives no canvas.
  draw(text, em, bold, ascent, height, most) {
    this.context ??= document.createElement('canvas').getContext('2d');
    const { context } = this;
    if (!context) return 0;
    const font = `${bold ? 600 : 500} ${em}px system-ui, sans-serif`;
    context.font = font;
    const width = Math.min(most, Math.ceil(context.measureText(text).width) + 1);
    Object.assign(context.canvas, { width, height });
    const coloured = /\p{Extended_Pictographic}/u.test(text);
    Object.assign(context, { font, fillStyle: coloured ? '#888' : '#fff' }); // what has no colours beside what has
    context.fillText(text, 0, ascent, width);
    return coloured ? -width : width;
  },
  canvas() {
    return this.context.canvas;
  },
};
