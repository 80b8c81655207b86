/*
 * A FAX call within one process: two T.30 terminals (libspandsp) that hear each other through a telephone line.
 *
 *     t30_line SENT.tiff RECEIVED.tiff [ecm|plain] [BURSTS]
 *
 * V.17, V.29 and V.27ter are allowed. BURSTS: noise of 10 ms comes every so many milliseconds, either way; 0: none.
 * Prints one line: result, pages, bit rate, bad rows, seconds of line time. Exit status 0 when every page arrived.
 */
#define SPANDSP_EXPOSE_INTERNAL_STRUCTURES
#include <spandsp.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 160 /* 20 ms of 8 kHz */
#define MILLISECONDS 20
#define BURST_LEVEL (-30.0f)     /* dBm0; the modems send at -14 */
#define LONGEST (40 * 60 * 1000) /* [ms] a call that never ends is ended */

struct terminal {
    fax_state_t *fax;
    bool is_done;
    int result;
    int bad_rows; /* of all pages received */
};

/* The end of the call, for one of the two. */
static void end_of_call(t30_state_t *t30, void *user, int result)
{
    struct terminal *terminal = user;

    (void)t30;
    terminal->is_done = true;
    terminal->result = result;
}

/* The end of a page. */
static int end_of_page(t30_state_t *t30, void *user, int result)
{
    struct terminal *terminal = user;
    t30_stats_t statistics;

    (void)result;
    t30_get_transfer_statistics(t30, &statistics);
    terminal->bad_rows += statistics.bad_rows;
    return T30_ERR_OK;
}

static void allow(t30_state_t *t30, bool has_ecm)
{
    t30_set_supported_modems(t30, T30_SUPPORT_V27TER | T30_SUPPORT_V29 | T30_SUPPORT_V17);
    t30_set_supported_compressions(t30, T30_SUPPORT_T4_1D_COMPRESSION | T30_SUPPORT_T4_2D_COMPRESSION |
                                            (has_ecm ? T30_SUPPORT_T6_COMPRESSION : 0));
    t30_set_supported_resolutions(t30, T30_SUPPORT_STANDARD_RESOLUTION | T30_SUPPORT_FINE_RESOLUTION |
                                           T30_SUPPORT_SUPERFINE_RESOLUTION | T30_SUPPORT_R8_RESOLUTION |
                                           T30_SUPPORT_R16_RESOLUTION);
    t30_set_supported_image_sizes(t30, T30_SUPPORT_215MM_WIDTH | T30_SUPPORT_255MM_WIDTH | T30_SUPPORT_303MM_WIDTH |
                                           T30_SUPPORT_UNLIMITED_LENGTH | T30_SUPPORT_A4_LENGTH |
                                           T30_SUPPORT_B4_LENGTH);
    t30_set_ecm_capability(t30, has_ecm);
}

static void open_terminal(struct terminal *terminal, bool is_caller, bool has_ecm)
{
    terminal->fax = fax_init(NULL, is_caller);
    fax_set_transmit_on_idle(terminal->fax, 1);
    allow(fax_get_t30_state(terminal->fax), has_ecm);
    t30_set_phase_d_handler(fax_get_t30_state(terminal->fax), end_of_page, terminal);
    t30_set_phase_e_handler(fax_get_t30_state(terminal->fax), end_of_call, terminal);
}

/* What one side sends in 20 ms reaches the other, with noise in it when a burst is due. */
static void carry(struct terminal *from, struct terminal *to, awgn_state_t *noise, bool is_burst)
{
    int16_t samples[SAMPLES] = {0};
    int count = fax_tx(from->fax, samples, SAMPLES);

    if (count < SAMPLES)
        memset(samples + count, 0, sizeof(int16_t) * (size_t)(SAMPLES - count));
    for (int i = 0; is_burst && i < SAMPLES / 2; i++)
        samples[i] = (int16_t)(samples[i] + awgn(noise));
    fax_rx(to->fax, samples, SAMPLES);
}

static int talk(struct terminal *sender, struct terminal *receiver, int burst_every)
{
    awgn_state_t *noise = awgn_init_dbm0(NULL, 1234567, BURST_LEVEL);
    int time = 0, next_burst = burst_every;

    for (; time < LONGEST && !(sender->is_done && receiver->is_done); time += MILLISECONDS) {
        bool is_burst = burst_every > 0 && time >= next_burst;

        if (is_burst)
            next_burst += burst_every;
        carry(sender, receiver, noise, is_burst);
        carry(receiver, sender, noise, is_burst);
    }
    awgn_free(noise);
    return time;
}

int main(int argc, char **argv)
{
    bool has_ecm = argc < 4 || strcmp(argv[3], "ecm") == 0;
    struct terminal sender = {0}, receiver = {0};
    t30_stats_t sent, received;
    int time;

    if (argc < 3) {
        fputs("t30_line SENT.tiff RECEIVED.tiff [ecm|plain] [BURSTS]\n", stderr);
        return 2;
    }
    open_terminal(&sender, true, has_ecm);
    open_terminal(&receiver, false, has_ecm);
    t30_set_tx_file(fax_get_t30_state(sender.fax), argv[1], -1, -1);
    t30_set_rx_file(fax_get_t30_state(receiver.fax), argv[2], -1);
    time = talk(&sender, &receiver, argc > 4 ? atoi(argv[4]) : 0);
    t30_get_transfer_statistics(fax_get_t30_state(sender.fax), &sent);
    t30_get_transfer_statistics(fax_get_t30_state(receiver.fax), &received);
    printf("%s, pages %d of %d, %d bit/s, %s, bad rows %d, %.1f s\n",
           t30_completion_code_to_str(sender.is_done ? sender.result : T30_ERR_CALLDROPPED), received.pages_rx,
           sent.pages_in_file, sent.bit_rate, sent.error_correcting_mode ? "ECM" : "no ECM", receiver.bad_rows,
           time / 1000.0);
    fax_free(sender.fax);
    fax_free(receiver.fax);
    return sender.is_done && receiver.is_done && sender.result == T30_ERR_OK && receiver.result == T30_ERR_OK &&
                   received.pages_rx == sent.pages_in_file
               ? 0
               : 1;
}
