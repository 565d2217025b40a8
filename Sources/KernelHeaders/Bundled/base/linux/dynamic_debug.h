/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DYNAMIC_DEBUG_H
#define _LINUX_DYNAMIC_DEBUG_H

#ifdef CONFIG_DYNAMIC_DEBUG

#include <linux/compiler.h>

struct device;

/* One for each pr_debug() and dev_dbg(). */
struct _ddebug {
	const char *modname;
	const char *function;
	const char *filename;
	const char *format;
	unsigned int lineno:18;
	unsigned int flags:8;
} __aligned(8);

#define _DPRINTK_FLAGS_NONE		0
#define _DPRINTK_FLAGS_PRINT		(1 << 0)
#define _DPRINTK_FLAGS_INCL_MODNAME	(1 << 1)
#define _DPRINTK_FLAGS_INCL_FUNCNAME	(1 << 2)
#define _DPRINTK_FLAGS_INCL_LINENO	(1 << 3)
#define _DPRINTK_FLAGS_INCL_TID		(1 << 4)
#ifdef DEBUG
#define _DPRINTK_FLAGS_DEFAULT		_DPRINTK_FLAGS_PRINT
#else
#define _DPRINTK_FLAGS_DEFAULT		0
#endif

__printf(2, 3) void __dynamic_pr_debug(struct _ddebug *descriptor,
				       const char *fmt, ...);
__printf(3, 4) void __dynamic_dev_dbg(struct _ddebug *descriptor,
				      const struct device *dev,
				      const char *fmt, ...);

#define DEFINE_DYNAMIC_DEBUG_METADATA(name, fmt)		\
	static struct _ddebug name __section("__dyndbg") = {	\
		.modname = KBUILD_MODNAME,			\
		.function = __func__,				\
		.filename = __FILE__,				\
		.format = (fmt),				\
		.lineno = __LINE__,				\
		.flags = _DPRINTK_FLAGS_DEFAULT,		\
	}
#define DYNAMIC_DEBUG_BRANCH(descriptor) \
	unlikely((descriptor).flags & _DPRINTK_FLAGS_PRINT)

#define __dynamic_call(text, func, ...) do {			\
	DEFINE_DYNAMIC_DEBUG_METADATA(__descriptor, text);	\
	if (DYNAMIC_DEBUG_BRANCH(__descriptor))			\
		func(&__descriptor, ##__VA_ARGS__);		\
} while (0)
#define __dynamic_call_plain(text, func, ...) do {		\
	DEFINE_DYNAMIC_DEBUG_METADATA(__descriptor, text);	\
	if (DYNAMIC_DEBUG_BRANCH(__descriptor))			\
		func(__VA_ARGS__);				\
} while (0)

#define dynamic_pr_debug(fmt, ...) \
	__dynamic_call(fmt, __dynamic_pr_debug, pr_fmt(fmt), ##__VA_ARGS__)
#define dynamic_dev_dbg(dev, fmt, ...) \
	__dynamic_call(fmt, __dynamic_dev_dbg, dev, fmt, ##__VA_ARGS__)
#define dynamic_hex_dump(prefix, type, row, group, buf, len, ascii)	\
	__dynamic_call_plain("hexdump", print_hex_dump, KERN_DEBUG,	\
			     prefix, type, row, group, buf, len, ascii)

#else

#include <linux/errno.h>
#include <linux/jump_label.h>
#include <linux/printk.h>
#include <linux/string.h>

#endif /* CONFIG_DYNAMIC_DEBUG */

#endif /* _LINUX_DYNAMIC_DEBUG_H */
