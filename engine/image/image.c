/* Pictures of any format: which one it is, whether it may be as large as it says, and its pixels made upright. */
#include "image/format.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A resolution outside of these is a slip of the program that wrote it. */
#define DPI_LEAST 36
#define DPI_MOST 4800
#define INCH (72 * LENGTH_PER_PT)

static const struct image_reader *const readers[] = {
    [IMAGE_PNG] = &image_png,
    [IMAGE_JPEG] = &image_jpeg,
};

const char *image_format_name(enum image_format format)
{
    return readers[format]->name;
}

bool image_fail(struct image_reading *reading, enum diag_code code, const char *detail)
{
    detail = detail ? arena_copy_string(reading->arena, detail) : NULL;
    *reading->cause = (struct diag_cause){code, DIAG_ARGS(reading->image->file->name, detail)};
    return false;
}

/* --- which format ------------------------------------------------------------------------------------------------- */

/* File names of pictures; those that cannot be drawn are refused by what is in them. */
bool image_has_name(const char *name)
{
    static const char *const endings[] = {".png",  ".jpg",  ".jpeg", ".jpe",  ".gif",  ".bmp", ".tif",
                                          ".tiff", ".webp", ".heic", ".heif", ".avif", ".svg"};
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < COUNT(endings); i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static bool begins_with(const struct source *file, size_t at, const char *bytes, size_t size)
{
    return file->size >= at + size && memcmp(file->bytes + at, bytes, size) == 0;
}

/* What else such files often are, to name it in the message. */
static const char *other_format(const struct source *file)
{
    static const struct {
        size_t at;
        const char *bytes;
        const char *name;
    } others[] = {
        {0, "GIF8", "GIF"},  {0, "BM", "BMP"},        {0, "II*", "TIFF"},       {0, "MM", "TIFF"},
        {8, "WEBP", "WebP"}, {4, "ftypavif", "AVIF"}, {4, "ftyp", "HEIF"},      {0, "%PDF", "PDF"},
        {0, "<svg", "SVG"},  {0, "<?xml", "XML"},     {0, "PK\x03\x04", "ZIP"},
    };

    if (file->size == 0)
        return DIAG_BOTH("empty", "空のファイル");
    for (size_t i = 0; i < COUNT(others); i++)
        if (begins_with(file, others[i].at, others[i].bytes, strlen(others[i].bytes)))
            return others[i].name;
    return DIAG_BOTH("something else", "それ以外のもの");
}

static bool find_format(struct image_reading *reading)
{
    const struct source *file = reading->image->file;

    for (size_t i = 0; i < COUNT(readers); i++) {
        if (begins_with(file, 0, readers[i]->signature, readers[i]->signature_size)) {
            reading->image->format = (enum image_format)i;
            return true;
        }
    }
    return image_fail(reading, DIAG_IMAGE_FORMAT, other_format(file));
}

/* --- how large ---------------------------------------------------------------------------------------------------- */

bool image_check_sum(struct arena *arena, const struct image_sum *sum, const struct limits *limits, const char *name,
                     struct diag_cause *cause)
{
    bool is_large = sum->bytes > limits->images_bytes;
    size_t most = is_large ? limits->images_bytes : limits->images_pixels;

    if (!is_large && sum->pixels <= limits->images_pixels)
        return true;
    *cause = (struct diag_cause){
        DIAG_LIMIT_IMAGES,
        DIAG_ARGS(name, arena_format(arena, "%zu", most),
                  is_large ? DIAG_BOTH("bytes", "バイト") : DIAG_BOTH("pixels", "画素")),
    };
    return false;
}

static bool add_up(struct image_reading *reading, const struct limits *limits, struct image_sum *sum)
{
    const struct image *image = reading->image;

    sum->bytes += image->file->size;
    sum->pixels += (size_t)image->columns * image->rows;
    return image_check_sum(reading->arena, sum, limits, image->file->name, reading->cause);
}

static bool check_size(struct image_reading *reading, const struct limits *limits)
{
    const struct image *image = reading->image;

    if (image->columns == 0 || image->rows == 0)
        return image_fail(reading, DIAG_IMAGE_DAMAGED, DIAG_BOTH("it has no pixels", "画素がありません"));
    if (image->columns <= IMAGE_SIDE_MAX && image->rows <= IMAGE_SIDE_MAX &&
        (size_t)image->columns * image->rows <= limits->image_pixels)
        return true;
    *reading->cause = (struct diag_cause){
        DIAG_LIMIT_IMAGE_PIXELS,
        DIAG_ARGS(image->file->name, arena_format(reading->arena, "%u x %u", image->columns, image->rows),
                  arena_format(reading->arena, "%zu", limits->image_pixels),
                  arena_format(reading->arena, "%d", IMAGE_SIDE_MAX))};
    return false;
}

static bool is_meant(const struct image_claims *claims, uint32_t density)
{
    return density > 0 && claims->per > 0 && density <= INT32_MAX && INCH * density >= DPI_LEAST * claims->per &&
           INCH * density <= DPI_MOST * claims->per;
}

static void set_natural_size(struct image *image, const struct image_claims *claims)
{
    bool is_stated = is_meant(claims, claims->density_x) && is_meant(claims, claims->density_y);
    length per = is_stated ? claims->per : INCH;

    image->natural_width = length_scale(per, image->columns, is_stated ? claims->density_x : IMAGE_DPI);
    image->natural_height = length_scale(per, image->rows, is_stated ? claims->density_y : IMAGE_DPI);
}

/* --- upright ------------------------------------------------------------------------------------------------------ */

static void swap_sides(struct image *image)
{
    length natural = image->natural_width;

    image->width = image->rows;
    image->height = image->columns;
    image->natural_width = image->natural_height;
    image->natural_height = natural;
}

/* Exif's eight numbers: where the first row and the first column of the file are seen. */
static void set_turn(struct image *image, int orientation)
{
    static const struct image_turn turns[] = {
        [1] = {false, false, false}, /* top, left */
        [2] = {false, true, false},  /* top, right */
        [3] = {false, true, true},   /* bottom, right */
        [4] = {false, false, true},  /* bottom, left */
        [5] = {true, false, false},  /* left, top */
        [6] = {true, true, false},   /* right, top */
        [7] = {true, true, true},    /* right, bottom */
        [8] = {true, false, true},   /* left, bottom */
    };

    image->turn = turns[orientation];
    image->width = image->columns;
    image->height = image->rows;
    if (image->turn.is_swapped)
        swap_sides(image);
}

/* Where a pixel of the file goes. */
static size_t place_of(const struct image *image, uint32_t column, uint32_t row)
{
    uint32_t x = image->turn.is_swapped ? row : column;
    uint32_t y = image->turn.is_swapped ? column : row;

    if (image->turn.is_mirrored)
        x = image->width - 1 - x;
    if (image->turn.is_upended)
        y = image->height - 1 - y;
    return (size_t)y * image->width + x;
}

/* On white, in the values as they are, as programs that show pages do. */
static unsigned char on_white(unsigned char value, unsigned alpha)
{
    return (unsigned char)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

static void put_upright(const struct image *image, const unsigned char *rgba, unsigned char *rgb)
{
    for (uint32_t row = 0; row < image->rows; row++) {
        for (uint32_t column = 0; column < image->columns; column++, rgba += 4) {
            unsigned char *pixel = rgb + 3 * place_of(image, column, row);

            for (int i = 0; i < 3; i++)
                pixel[i] = on_white(rgba[i], rgba[3]);
        }
    }
}

/* --- pixels ------------------------------------------------------------------------------------------------------- */

static unsigned char *new_pixels(const struct image *image)
{
    return mem_alloc((size_t)image->columns * image->rows * 4);
}

static bool check_pixels(struct image_reading *reading)
{
    unsigned char *rgba = new_pixels(reading->image);
    bool is_whole = readers[reading->image->format]->decode(reading, rgba);

    free(rgba);
    return is_whole;
}

bool image_decode(const struct image *image, unsigned char *rgb)
{
    struct diag_cause cause;
    struct image copy = *image;
    struct image_reading reading = {.arena = arena_open(), .image = &copy, .cause = &cause};
    unsigned char *rgba = new_pixels(image);
    bool is_whole = readers[image->format]->decode(&reading, rgba);

    if (is_whole)
        put_upright(image, rgba, rgb);
    free(rgba);
    arena_close(reading.arena);
    return is_whole;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool read_image(struct image_reading *reading, const struct limits *limits, struct image_sum *sum)
{
    struct image *image = reading->image;

    if (!find_format(reading) || !readers[image->format]->inspect(reading) || !check_size(reading, limits) ||
        !add_up(reading, limits, sum) || !check_pixels(reading))
        return false;
    set_natural_size(image, &reading->claims);
    set_turn(image, reading->claims.orientation > 0 ? reading->claims.orientation : 1);
    return sha256_hex(image->file->bytes, image->file->size, image->sha256) ||
           image_fail(reading, DIAG_FILE_UNREADABLE, "SHA-256");
}

const struct image *image_open(struct arena *arena, const struct source *file, const struct limits *limits,
                               struct image_sum *sum, struct diag_cause *cause)
{
    struct image *image = arena_new(arena, struct image);
    struct image_reading reading = {.arena = arena, .image = image, .cause = cause};

    image->file = file;
    return read_image(&reading, limits, sum) ? image : NULL;
}
