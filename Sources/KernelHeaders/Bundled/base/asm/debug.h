/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_DEBUG_H
#define _ASM_DEBUG_H

#include <linux/string.h>
#include <linux/spinlock.h>
#include <linux/kernel.h>
#include <linux/time.h>
#include <linux/refcount.h>
#include <linux/fs.h>

#define DEBUG_MAX_LEVEL		6
#define DEBUG_OFF_LEVEL		-1
#define DEBUG_DEFAULT_LEVEL	3

struct debug_view;
typedef struct debug_info debug_info_t;

extern struct debug_view debug_hex_ascii_view;
extern struct debug_view debug_sprintf_view;

debug_info_t *debug_register(const char *name, int pages, int nr_areas, int buf_size);
debug_info_t *debug_register_mode(const char *name, int pages, int nr_areas, int buf_size,
				  umode_t mode, uid_t uid, gid_t gid);
void debug_unregister(debug_info_t *id);
void debug_set_level(debug_info_t *id, int new_level);
bool debug_level_enabled(debug_info_t *id, int level);
int debug_register_view(debug_info_t *id, struct debug_view *view);
int debug_unregister_view(debug_info_t *id, struct debug_view *view);
void *debug_event(debug_info_t *id, int level, void *data, int length);
void *debug_int_event(debug_info_t *id, int level, unsigned int tag);
void *debug_long_event(debug_info_t *id, int level, unsigned long tag);
void *debug_text_event(debug_info_t *id, int level, const char *txt);
void *debug_exception(debug_info_t *id, int level, void *data, int length);
void *debug_text_exception(debug_info_t *id, int level, const char *txt);
__printf(3, 4) void *__debug_sprintf_event(debug_info_t *id, int level, char *string, ...);
#define debug_sprintf_event(_id, _level, _fmt, ...) \
	__debug_sprintf_event(_id, _level, _fmt, ##__VA_ARGS__)

#endif /* _ASM_DEBUG_H */
