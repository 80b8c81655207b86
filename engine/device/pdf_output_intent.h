/* device/pdf_output_intent.h - which colours the numbers of a file mean (ISO 32000-2, 14.11.5). */
#ifndef DEVICE_PDF_OUTPUT_INTENT_H
#define DEVICE_PDF_OUTPUT_INTENT_H

#include "base/sink.h"
#include "device/pdf_object.h"

#include <libdeflate.h>

/* Appends an ICC profile of sRGB (IEC 61966-2-1), version 4.2: what DeviceRGB and DeviceGray mean here. */
void pdf_put_srgb_profile(struct sink *sink);

/* Adds the profile and an output intent with it; gives the latter. */
pdf_object pdf_output_intent_add(struct pdf_file *file, struct libdeflate_compressor *compressor);

#endif
