/*
 * libharu 2.3 below its public drawing functions. What its sources ask for, and its headers do not say:
 * - errors of this layer do not call the handler; they stay in doc->error, and later calls change nothing then;
 * - an object is registered (HPDF_Xref_Add) before it is put anywhere, or it becomes a direct one;
 * - a dictionary's write_fn is called between its entries and the closing ">>"; `attr` is free in plain dictionaries.
 */
#include "device/pdf_object.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Memory that never runs out here keeps libharu from having to cope with it. */
static void *allocate(HPDF_UINT size)
{
    return mem_alloc(size);
}

bool pdf_file_open(struct pdf_file *file, struct arena *arena)
{
    *file = (struct pdf_file){
        .doc = HPDF_NewEx(NULL, allocate, free, 0, NULL),
        .arena = arena,
    };
    return file->doc != NULL;
}

void pdf_file_close(struct pdf_file *file)
{
    HPDF_Free(file->doc);
    file->doc = NULL;
}

unsigned pdf_object_number(pdf_object object)
{
    return object->header.obj_id & 0x00FFFFFF;
}

unsigned pdf_file_next(const struct pdf_file *file)
{
    return file->doc->xref->entries->count;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    HPDF_STATUS status = HPDF_Stream_WriteStr(stream, dict->attr);

    return status == HPDF_OK ? HPDF_Stream_WriteChar(stream, '\n') : status;
}

void pdf_file_set(pdf_object dict, const char *entries)
{
    dict->attr = (char *)(uintptr_t)entries; /* only ever read */
    dict->write_fn = write_entries;
}

pdf_object pdf_file_add(struct pdf_file *file, const char *entries)
{
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);

    HPDF_Xref_Add(file->doc->xref, dict);
    pdf_file_set(dict, entries);
    return dict;
}

/* The bytes of a stream for libharu to read: a callback stream keeps its state in `attr`. */
struct source_bytes {
    const char *bytes;
    size_t size;
    size_t at;
};

static HPDF_STATUS read_bytes(HPDF_Stream stream, HPDF_BYTE *buffer, HPDF_UINT *size)
{
    struct source_bytes *source = stream->attr;
    size_t left = source->size - source->at;
    size_t count = *size < left ? *size : left;

    memcpy(buffer, source->bytes + source->at, count);
    source->at += count;
    *size = (HPDF_UINT)count;
    return source->at < source->size ? HPDF_OK : HPDF_STREAM_EOF;
}

/* libharu seeks once, to the start. */
static HPDF_STATUS seek_bytes(HPDF_Stream stream, HPDF_INT position, HPDF_WhenceMode mode)
{
    struct source_bytes *source = stream->attr;

    (void)position, (void)mode;
    source->at = 0;
    return HPDF_OK;
}

static HPDF_UINT32 size_of_bytes(HPDF_Stream stream)
{
    const struct source_bytes *source = stream->attr;

    return (HPDF_UINT32)source->size;
}

pdf_object pdf_file_add_plain(struct pdf_file *file, const char *entries, const char *bytes, size_t size)
{
    HPDF_Dict dict = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    struct source_bytes *source = arena_new(file->arena, struct source_bytes);

    *source = (struct source_bytes){.bytes = bytes, .size = size};
    HPDF_Stream_Free(dict->stream);
    dict->stream = HPDF_CallbackReader_New(file->doc->mmgr, read_bytes, seek_bytes, NULL, size_of_bytes, source);
    pdf_file_set(dict, entries);
    return dict;
}

pdf_object pdf_file_add_coded(struct pdf_file *file, const char *filter, const char *entries, const char *bytes,
                              size_t size)
{
    return pdf_file_add_plain(file, arena_format(file->arena, "/Filter/%s%s", filter, entries), bytes, size);
}

pdf_object pdf_file_add_stream(struct pdf_file *file, const char *entries, const char *zlib, size_t size)
{
    return pdf_file_add_coded(file, "FlateDecode", entries, zlib, size);
}

/*
 * Not HPDF_AddPage, whose pages bring a content stream, resources and a MediaBox of their own; but marked as a page, so
 * that libharu counts it for /Count.
 */
pdf_object pdf_file_add_page(struct pdf_file *file, const char *entries)
{
    pdf_object page = pdf_file_add(file, entries);

    page->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    HPDF_Dict_AddName(page, "Type", "Page");
    HPDF_Dict_Add(page, "Parent", file->doc->root_pages);
    HPDF_Array_Add(HPDF_Dict_GetItem(file->doc->root_pages, "Kids", HPDF_OCLASS_ARRAY), page);
    return page;
}

void pdf_file_set_catalog(struct pdf_file *file, const char *entries)
{
    pdf_file_set(file->doc->catalog, entries);
}

void pdf_file_set_info(struct pdf_file *file, const char *entries)
{
    HPDF_Dict_RemoveElement(file->doc->info, "Producer"); /* libharu's own name */
    pdf_file_set(file->doc->info, entries);
}

/* libharu writes a stream's length as an object of its own, and leaves out of a dictionary what is called hidden. */
static void hide_length(pdf_object stream)
{
    HPDF_DictElement length = HPDF_List_ItemAt(stream->list, 0);
    HPDF_Obj_Header *header = length->value;

    assert(strcmp(length->key, "Length") == 0);
    header->obj_id |= HPDF_OTYPE_HIDDEN;
}

/* The length of a cross-reference stream is wanted before any object can be found. */
void pdf_file_set_packed(struct pdf_file *file, pdf_object index, size_t count)
{
    const struct source_bytes *bytes = index->stream->attr;

    hide_length(index);
    pdf_file_set(index, arena_format(file->arena, "/Length %zu%s", bytes->size, (const char *)index->attr));
    file->packed_index = index;
    file->packed_count = count;
}

/* libharu has counted its own objects by now. */
static HPDF_STATUS count_packed(HPDF_Dict trailer)
{
    const struct pdf_file *file = trailer->attr;

    return HPDF_Dict_AddNumber(trailer, "Size", (HPDF_INT32)(pdf_file_next(file) + file->packed_count));
}

/* Written last, when the places of all objects are known. */
static HPDF_STATUS write_trailer(HPDF_Dict trailer, HPDF_Stream stream)
{
    const struct pdf_file *file = trailer->attr;
    HPDF_STATUS status = HPDF_Stream_WriteStr(stream, file->trailer);

    if (status == HPDF_OK && file->packed_index) {
        unsigned number = pdf_object_number(file->packed_index);

        HPDF_Stream_WriteStr(stream, "/XRefStm ");
        status = HPDF_Stream_WriteUInt(stream, HPDF_Xref_GetEntry(file->doc->xref, number)->byte_offset);
    }
    return status == HPDF_OK ? HPDF_Stream_WriteChar(stream, '\n') : status;
}

void pdf_file_set_trailer(struct pdf_file *file, const char *entries)
{
    HPDF_Dict trailer = file->doc->trailer;

    file->trailer = entries;
    trailer->attr = file;
    trailer->before_write_fn = count_packed;
    trailer->write_fn = write_trailer;
}

static HPDF_STATUS append_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    sink_put(stream->attr, (const char *)bytes, size);
    return HPDF_OK;
}

/* ISO 32000-2, 7.5.2: the version, and a comment of bytes above 127 that says "not text" to programs that guess. */
static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

bool pdf_file_save(struct pdf_file *file, struct sink *sink)
{
    HPDF_Doc doc = file->doc;

    HPDF_Dict_Add(doc->trailer, "Root", doc->catalog);
    HPDF_Dict_Add(doc->trailer, "Info", doc->info);
    if (pdf_file_error(file) != HPDF_OK)
        return false;

    size_t before = sink->size;
    HPDF_Stream stream = HPDF_CallbackWriter_New(doc->mmgr, append_bytes, sink);
    HPDF_Stream_WriteStr(stream, header);
    HPDF_Xref_WriteToStream(doc->xref, stream, NULL);
    HPDF_Stream_Free(stream);
    if (pdf_file_error(file) == HPDF_OK)
        return true;
    sink->size = before;
    return false;
}

unsigned pdf_file_error(const struct pdf_file *file)
{
    return (unsigned)file->doc->error.error_no;
}
