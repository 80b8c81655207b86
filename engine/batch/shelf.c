/* One thread asks for forms, the one that reads the list; the others only use what it found. */
#include "batch/shelf.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

void shelf_open(struct shelf *shelf, const struct todoke *engine)
{
    *shelf = (struct shelf){.engine = engine};
}

void shelf_close(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++) {
        todoke_form_close(shelf->forms[i]->form);
        todoke_messages_close(shelf->forms[i]->messages);
        free(shelf->forms[i]);
    }
}

/* The form with its name behind it. */
static struct shelf_form *open_form(const struct todoke *engine, const char *name)
{
    size_t size = strlen(name) + 1;
    struct shelf_form *form = mem_alloc(sizeof *form + size);
    struct todoke_messages *messages = todoke_messages_open();

    *form = (struct shelf_form){
        .name = memcpy(form + 1, name, size),
        .form = todoke_form_open(engine, name, messages),
        .messages = messages,
    };
    if (form->form)
        form->id = todoke_form_info(form->form).id;
    return form;
}

const struct shelf_form *shelf_find(struct shelf *shelf, const char *name)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->forms[i]->name, name) == 0)
            return shelf->forms[i];
    if (shelf->count == SHELF_FORMS_MAX)
        return NULL;
    shelf->forms[shelf->count] = open_form(shelf->engine, name);
    shelf->forms[shelf->count]->index = shelf->count;
    return shelf->forms[shelf->count++];
}
