#include "device/pdf_archive.h"

#include "device/pdf_attachments.h"
#include "device/pdf_output_intent.h"
#include "device/pdf_packed.h"
#include "device/pdf_signature.h"
#include "device/pdf_xmp.h"

void pdf_archive_open(struct pdf_archive *archive, struct pdf_file *file, const struct document *document,
                      const struct device_options *options)
{
    *archive = (struct pdf_archive){
        .file = file,
        .document = document,
        .options = options,
        .pages = arena_array(file->arena, unsigned, document->page_count),
        .field = pdf_signature_add(file, document, document->page_count),
    };
    pdf_tags_open(&archive->tags, document, file->arena);
}

/* The tabulator key goes by the structure (ISO 14289-1, 7.18.3). The field is on the last page. */
const char *pdf_archive_begin_page(struct pdf_archive *archive, size_t index)
{
    const char *annotations = "";

    if (index + 1 == archive->document->page_count)
        annotations = arena_format(archive->file->arena, "/Annots[%u 0 R]", pdf_object_number(archive->field));
    pdf_tags_begin_page(&archive->tags, index);
    return arena_format(archive->file->arena, "/Tabs/S/StructParents %zu%s", index, annotations);
}

void pdf_archive_end_page(struct pdf_archive *archive, size_t index, pdf_object page)
{
    archive->pages[index] = pdf_object_number(page);
}

static pdf_object add_metadata(const struct pdf_archive *archive)
{
    struct arena *arena = archive->file->arena;
    struct sink packet = {0};

    pdf_put_xmp(&packet, archive->document, archive->options);
    pdf_object object = pdf_file_add_plain(archive->file, "/Type/Metadata/Subtype/XML",
                                           arena_copy(arena, packet.bytes, packet.size), packet.size);
    sink_close(&packet);
    return object;
}

/* Gives the number of the tree's root. */
static unsigned add_tree(struct pdf_archive *archive, struct libdeflate_compressor *compressor,
                         struct pdf_digest *digest)
{
    struct pdf_tagged tagged = {
        .pages = archive->pages,
        .field = pdf_object_number(archive->field),
        .description = pdf_signature_description(archive->document),
    };
    struct pdf_packed packed;

    pdf_packed_open(&packed, archive->file);
    unsigned root = pdf_tags_put_tree(&archive->tags, &tagged, &packed);
    pdf_digest_add(digest, packed.text.bytes, packed.text.size);
    pdf_packed_add(&packed, archive->file, compressor);
    pdf_packed_close(&packed);
    return root;
}

const char *pdf_archive_end(struct pdf_archive *archive, struct libdeflate_compressor *compressor,
                            struct pdf_digest *digest)
{
    const char *attachments = pdf_attachments_add(archive->file, archive->options, digest);
    const char *form = pdf_signature_entry(archive->file, archive->field);
    pdf_object metadata = add_metadata(archive);
    pdf_object intent = pdf_output_intent_add(archive->file, compressor);
    unsigned tree = add_tree(archive, compressor, digest);

    return arena_format(archive->file->arena,
                        "/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R/Metadata %u 0 R/OutputIntents[%u 0 R]%s%s",
                        tree, pdf_object_number(metadata), pdf_object_number(intent), form, attachments);
}
