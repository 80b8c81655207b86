/*
 * ISO 19005-3, 6.8: every embedded file says its media type, has its name under /F and /UF, and says how it relates to
 * the document, which lists it among its associated files.
 */
#include "device/pdf_attachments.h"

#include "device/pdf_date.h"
#include "device/pdf_deflate.h"
#include "device/pdf_number.h"

#include <stdlib.h>
#include <string.h>

/* Part of the output format, as the levels in pdf.c are. Texts compress well. */
#define LEVEL 9

/* A media type as a name (ISO 32000-2, 7.3.5): its slash is no delimiter. */
static void put_media_type(struct sink *sink, const char *type)
{
    sink_put_char(sink, '/');
    for (; *type != '\0'; type++)
        if (*type == '/')
            sink_put_string(sink, "#2F");
        else
            sink_put_char(sink, *type);
}

/* No checksum: it would be MD5. */
static const char *stream_entries(struct arena *arena, const struct device_attachment *attachment, int64_t date)
{
    struct sink sink = {0};

    sink_put_string(&sink, "/Type/EmbeddedFile/Subtype");
    put_media_type(&sink, attachment->type);
    sink_format(&sink, "/Params<</Size %zu", attachment->size);
    if (date != DEVICE_NO_DATE)
        sink_format(&sink, "/ModDate%s", pdf_date_string(arena, date));
    sink_put_string(&sink, ">>");

    const char *kept = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return kept;
}

static pdf_object add_bytes(struct pdf_file *file, const struct device_attachment *attachment, int64_t date,
                            struct libdeflate_compressor *compressor)
{
    struct sink zlib = {0};

    pdf_deflate(compressor, attachment->bytes, attachment->size, &zlib);
    pdf_object object = pdf_file_add_stream(file, stream_entries(file->arena, attachment, date),
                                            arena_copy(file->arena, zlib.bytes, zlib.size), zlib.size);
    sink_close(&zlib);
    return object;
}

static pdf_object add_specification(struct pdf_file *file, const struct device_attachment *attachment, pdf_object bytes)
{
    const char *name = pdf_text_string(file->arena, attachment->name);

    return pdf_file_add(
        file, arena_format(file->arena, "/Type/Filespec/F%s/UF%s/AFRelationship/%s/Desc%s/EF<</F %u 0 R/UF %u 0 R>>",
                           name, name, attachment->relationship, pdf_text_string(file->arena, attachment->description),
                           pdf_object_number(bytes), pdf_object_number(bytes)));
}

/* --- names --- */

struct named {
    const char *name; /* as it stands in the file */
    unsigned specification;
};

/*
 * ISO 32000-2, 7.9.6: names are sorted by their bytes. So they are here without the bracket behind them, since plain
 * strings begin with "(", UTF-16 with "<".
 */
static int compare(const void *a, const void *b)
{
    const char *left = ((const struct named *)a)->name, *right = ((const struct named *)b)->name;
    size_t left_size = strlen(left) - 1, right_size = strlen(right) - 1;
    int order = memcmp(left, right, left_size < right_size ? left_size : right_size);

    return order != 0 ? order : (left_size > right_size) - (left_size < right_size);
}

static const char *catalog_entries(struct arena *arena, struct named *list, size_t count)
{
    struct sink sink = {0};

    sink_put_string(&sink, "/AF[");
    for (size_t i = 0; i < count; i++)
        sink_format(&sink, "%s%u 0 R", i > 0 ? " " : "", list[i].specification);
    qsort(list, count, sizeof(*list), compare);
    sink_put_string(&sink, "]/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < count; i++)
        sink_format(&sink, "%s%u 0 R", list[i].name, list[i].specification);
    sink_put_string(&sink, "]>>>>");

    const char *kept = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return kept;
}

const char *pdf_attachments_add(struct pdf_file *file, const struct device_options *options, struct pdf_digest *digest)
{
    struct named *list = arena_array(file->arena, struct named, options->attachment_count);
    struct libdeflate_compressor *compressor;

    if (options->without_attachments || options->attachment_count == 0)
        return "";
    compressor = pdf_deflate_open(LEVEL);
    for (size_t i = 0; i < options->attachment_count; i++) {
        const struct device_attachment *attachment = &options->attachments[i];
        pdf_object bytes = add_bytes(file, attachment, options->date, compressor);
        pdf_object specification = add_specification(file, attachment, bytes);

        list[i] = (struct named){pdf_text_string(file->arena, attachment->name), pdf_object_number(specification)};
        pdf_digest_add(digest, attachment->name, strlen(attachment->name));
        pdf_digest_add(digest, attachment->bytes, attachment->size);
    }
    pdf_deflate_close(compressor);
    return catalog_entries(file->arena, list, options->attachment_count);
}
