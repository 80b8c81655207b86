#include "page/qr.h"

size_t qr_side(const struct qr_code *code)
{
    return code->modules + 2 * (size_t)QR_QUIET;
}

size_t qr_run(const struct qr_code *code, size_t row, size_t *start)
{
    const uint8_t *dark = code->dark + row * code->modules;
    size_t end;

    while (*start < code->modules && !dark[*start])
        ++*start;
    end = *start;
    while (end < code->modules && dark[end])
        end++;
    return end - *start;
}
