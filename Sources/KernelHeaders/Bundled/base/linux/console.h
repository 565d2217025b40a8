/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CONSOLE_H
#define _LINUX_CONSOLE_H

#include <linux/types.h>
#include <linux/atomic.h>

struct console {
	char name[16];
	void (*write)(struct console *co, const char *s, unsigned int count);
	int (*setup)(struct console *co, char *options);
	short flags;
	short index;
	void *data;
	struct console *next;
};

void register_console(struct console *console);
int unregister_console(struct console *console);
void console_lock(void);
int console_trylock(void);
void console_unlock(void);

#endif /* _LINUX_CONSOLE_H */
