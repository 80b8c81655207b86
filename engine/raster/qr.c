/*
 * raster/qr.c - QR codes on whole pixels. Every module is as many pixels wide as every other, and as many high, though
 * not always as wide as high; what the square has left over widens the quiet zone.
 */
#include "raster/canvas.h"

/* One direction of the code: where its first module begins, and how many pixels each takes. */
struct scale {
    int64_t start, module;
};

/* `from`, `to`: the square's edges, in 1/64 pixel. */
static struct scale scale_between(const struct qr_code *code, length from, length to)
{
    struct span square = canvas_span(from, to);
    int64_t side = (int64_t)qr_side(code);
    int64_t module = (square.end - square.start) / side;

    if (module == 0)
        module = 1;
    return (struct scale){square.start + (square.end - square.start - module * side) / 2 + module * QR_QUIET, module};
}

void qr_draw(struct raster_canvas *canvas, const struct mark *mark)
{
    const struct qr_code *code = mark->qr.code;
    struct scale x =
        scale_between(code, canvas_across(canvas, mark->x), canvas_across(canvas, mark->x + mark->qr.side));
    struct scale y = scale_between(code, canvas_down(canvas, mark->y), canvas_down(canvas, mark->y + mark->qr.side));

    canvas->ink = 0;
    for (size_t row = 0; row < code->modules; row++) {
        int64_t top = y.start + (int64_t)row * y.module;
        size_t first = 0, count;

        for (; (count = qr_run(code, row, &first)) > 0; first += count) {
            int64_t left = x.start + (int64_t)first * x.module;

            canvas_fill(canvas, left, top, left + (int64_t)count * x.module, top + y.module);
        }
    }
}
