/*
 * JPEG (ITU-T T.81). libjpeg-turbo decodes, by its own interface, and stops at the first thing that it finds wrong.
 * Which coding it is, how the camera was held, and the resolution stand in segments that are walked here.
 *
 * A PDF carries the file as it is (DCTDecode, ISO 32000-2, 7.4.8), so only codings are taken that every reader knows.
 */
#include "image/format.h"

#include <string.h>
#include <turbojpeg.h>

#define SIGNATURE "\xFF\xD8\xFF"
#define SIGNATURE_SIZE 3
#define INCH (72 * LENGTH_PER_PT)
#define CENTIMETRE (10 * LENGTH_PER_MM)

/* Markers (T.81, table B.1). */
enum marker {
    MARKER_SOF0 = 0xC0, /* baseline, Huffman */
    MARKER_SOF2 = 0xC2, /* progressive, Huffman; between them: extended sequential */
    MARKER_DHT = 0xC4,
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_EOI = 0xD9, /* from RST0 to here: no segment follows */
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1,
};

#define SCANS_MAX 100 /* ten are usual */

#define SOF_SIZE 6  /* at least: precision, rows, columns, components */
#define JFIF "JFIF" /* and a NUL; then version, unit, density across, density down */
#define JFIF_SIZE 12
#define EXIF "Exif\0"
#define EXIF_SIZE 6

struct segment {
    unsigned marker;
    const char *bytes;
    size_t size;
};

static bool is_frame(unsigned marker)
{
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT && marker != MARKER_JPG &&
           marker != MARKER_DAC;
}

static bool read_frame(struct image_reading *reading, const struct segment *segment)
{
    struct image *image = reading->image;

    if (segment->marker > MARKER_SOF2)
        return image_fail(reading, DIAG_IMAGE_KIND,
                          DIAG_BOTH("a JPEG of an uncommon coding (lossless, hierarchical or arithmetic)",
                                    "特殊な符号化（可逆、階層、算術）の JPEG"));
    if (segment->size < SOF_SIZE)
        return true; /* libjpeg-turbo will say so */
    if (segment->bytes[0] != 8)
        return image_fail(reading, DIAG_IMAGE_KIND,
                          DIAG_BOTH("a JPEG of more than 8 bits", "1色 8 ビットを超える JPEG"));
    image->rows = image_be16(segment->bytes + 1);
    image->columns = image_be16(segment->bytes + 3);
    image->is_gray = segment->bytes[5] == 1;
    return true;
}

static void read_density(struct image_claims *claims, const struct segment *segment)
{
    if (segment->size < JFIF_SIZE || memcmp(segment->bytes, JFIF, sizeof(JFIF)) != 0)
        return;
    claims->density_x = image_be16(segment->bytes + 8);
    claims->density_y = image_be16(segment->bytes + 10);
    claims->per = segment->bytes[7] == 1 ? INCH : segment->bytes[7] == 2 ? CENTIMETRE : 0;
}

static void read_exif(struct image_claims *claims, const struct segment *segment)
{
    if (segment->size >= EXIF_SIZE && memcmp(segment->bytes, EXIF, EXIF_SIZE) == 0)
        claims->orientation = exif_orientation(segment->bytes + EXIF_SIZE, segment->size - EXIF_SIZE);
}

static bool read_segment(struct image_reading *reading, const struct segment *segment)
{
    if (is_frame(segment->marker))
        return read_frame(reading, segment);
    if (segment->marker == MARKER_APP0)
        read_density(&reading->claims, segment);
    else if (segment->marker == MARKER_APP1)
        read_exif(&reading->claims, segment);
    return true;
}

/* The segment at *at, which moves behind it. False: there is none. */
static bool next_segment(const struct source *file, size_t *at, struct segment *segment)
{
    if (*at >= file->size || file->bytes[*at] != '\xFF')
        return false;
    while (*at < file->size && file->bytes[*at] == '\xFF')
        (*at)++; /* any number of fill bytes may stand before a marker (B.1.1.2) */
    if (file->size - *at < 3)
        return false;
    segment->marker = (unsigned char)file->bytes[*at];
    size_t size = image_be16(file->bytes + *at + 1);
    bool has_none = segment->marker >= MARKER_RST0 && segment->marker <= MARKER_EOI;
    if (has_none || size < 2 || size > file->size - *at - 1)
        return false;
    segment->bytes = file->bytes + *at + 3;
    segment->size = size - 2;
    *at += 1 + size;
    return true;
}

/* Up to the first scan. */
static bool walk_segments(struct image_reading *reading)
{
    size_t at = 2; /* after SOI */
    struct segment segment;

    while (next_segment(reading->image->file, &at, &segment)) {
        if (segment.marker == MARKER_SOS)
            return true;
        if (!read_segment(reading, &segment))
            return false;
    }
    return image_fail(reading, DIAG_IMAGE_DAMAGED, DIAG_BOTH("its pixels are missing", "画素の部分がありません"));
}

static bool fail(struct image_reading *reading, tjhandle decoder)
{
    return image_fail(reading, DIAG_IMAGE_DAMAGED, decoder ? tjGetErrorStr2(decoder) : NULL);
}

/* What libjpeg-turbo takes the components for; it must see the same picture as the walk. */
static bool read_colors(struct image_reading *reading, tjhandle decoder)
{
    struct image *image = reading->image;
    const unsigned char *bytes = (const unsigned char *)image->file->bytes;
    int columns, rows, subsampling, colors;

    if (!decoder || tjDecompressHeader3(decoder, bytes, (unsigned long)image->file->size, &columns, &rows, &subsampling,
                                        &colors) != 0)
        return fail(reading, decoder);
    if (colors == TJCS_CMYK || colors == TJCS_YCCK)
        return image_fail(reading, DIAG_IMAGE_KIND, DIAG_BOTH("a JPEG for print (CMYK)", "印刷用（CMYK）の JPEG"));
    image->is_rgb = colors == TJCS_RGB;
    return ((uint32_t)columns == image->columns && (uint32_t)rows == image->rows) || fail(reading, NULL);
}

/*
 * A progressive file goes over all its pixels once a scan, and a scan takes few bytes. The marker is looked for
 * everywhere; in pixels it cannot stand by chance (B.1.1.5), and elsewhere it rarely does.
 */
static bool check_scans(struct image_reading *reading)
{
    const struct source *file = reading->image->file;
    const char *end = file->bytes + file->size - 1;
    int count = 0;

    for (const char *at = file->bytes; at < end && (at = memchr(at, 0xFF, (size_t)(end - at))); at++)
        count += (unsigned char)at[1] == MARKER_SOS;
    return count <= SCANS_MAX ||
           image_fail(reading, DIAG_IMAGE_KIND, DIAG_BOTH("a JPEG of more than 100 scans", "走査が 100 を超える JPEG"));
}

static bool inspect_jpeg(struct image_reading *reading)
{
    if (!walk_segments(reading) || !check_scans(reading))
        return false;
    tjhandle decoder = tjInitDecompress();
    bool ok = read_colors(reading, decoder);
    if (decoder)
        tjDestroy(decoder);
    return ok;
}

static bool decode_jpeg(struct image_reading *reading, unsigned char *rgba)
{
    const struct image *image = reading->image;
    const unsigned char *bytes = (const unsigned char *)image->file->bytes;
    tjhandle decoder = tjInitDecompress();
    bool is_whole =
        decoder && tjDecompress2(decoder, bytes, (unsigned long)image->file->size, rgba, (int)image->columns, 0,
                                 (int)image->rows, TJPF_RGBA, TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT) == 0;

    if (!is_whole)
        fail(reading, decoder);
    if (decoder)
        tjDestroy(decoder);
    return is_whole;
}

const struct image_reader image_jpeg = {
    .name = "JPEG",
    .signature = SIGNATURE,
    .signature_size = SIGNATURE_SIZE,
    .inspect = inspect_jpeg,
    .decode = decode_jpeg,
};
