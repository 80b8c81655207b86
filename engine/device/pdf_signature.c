/*
 * A field without a size: a form has no place to spare for it, and PDF/A lets it go without appearance then
 * (ISO 19005-3, 6.3.3). Whoever signs visibly gives it a place and an appearance, which a first signature may.
 */
#include "device/pdf_signature.h"

#include "device/pdf_number.h"

#include <string.h>

/* ISO 32000-2, table 167: print and locked. PDF/A wants the former and forbids to hide it (ISO 19005-3, 6.3.2). */
#define FLAGS (4 | 128)

const char *pdf_signature_description(const struct document *document)
{
    return strncmp(document->language, "ja", 2) == 0 ? "電子署名" : "Digital signature";
}

/* The appearance that draws nothing. */
static pdf_object add_appearance(struct pdf_file *file)
{
    return pdf_file_add_plain(file, "/Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>", "", 0);
}

pdf_object pdf_signature_add(struct pdf_file *file, const struct document *document, size_t parent)
{
    const char *description = pdf_text_string(file->arena, pdf_signature_description(document));
    pdf_object appearance = add_appearance(file);

    return pdf_file_add(file, arena_format(file->arena,
                                           "/Type/Annot/Subtype/Widget/FT/Sig/T(" PDF_SIGNATURE_NAME
                                           ")/TU%s/Contents%s/F %d/Rect[0 0 0 0]/AP<</N %u 0 R>>/StructParent %zu",
                                           description, description, FLAGS, pdf_object_number(appearance), parent));
}

const char *pdf_signature_entry(struct pdf_file *file, pdf_object field)
{
    return arena_format(file->arena, "/AcroForm<</Fields[%u 0 R]/SigFlags 1>>", pdf_object_number(field));
}
