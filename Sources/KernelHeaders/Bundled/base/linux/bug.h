/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/compiler.h>
#include <linux/build_bug.h>
#include <linux/types.h>

__printf(4, 5)
void warn_slowpath_fmt(const char *file, const int line, unsigned int taint,
		       const char *fmt, ...);
__printf(1, 2) __noreturn __cold void panic(const char *fmt, ...);

#define TAINT_WARN	9
#define __WARN()	warn_slowpath_fmt(__FILE__, __LINE__, TAINT_WARN, NULL)
#define __WARN_printf(fmt, ...) \
	warn_slowpath_fmt(__FILE__, __LINE__, TAINT_WARN, fmt, ##__VA_ARGS__)

#define BUG()		panic("BUG at %s:%d\n", __FILE__, __LINE__)
#define BUG_ON(cond)	do { if (unlikely(cond)) BUG(); } while (0)

#define WARN_ON(cond) ({				\
	int __warn_cond = !!(cond);			\
	if (unlikely(__warn_cond))			\
		__WARN();				\
	unlikely(__warn_cond); })
#define WARN(cond, fmt, ...) ({				\
	int __warn_cond = !!(cond);			\
	if (unlikely(__warn_cond))			\
		__WARN_printf(fmt, ##__VA_ARGS__);	\
	unlikely(__warn_cond); })
#define WARN_ON_ONCE(cond) ({				\
	static bool __warn_done;			\
	int __warn_once = !!(cond);			\
	if (unlikely(__warn_once && !__warn_done)) {	\
		__warn_done = true;			\
		__WARN();				\
	}						\
	unlikely(__warn_once); })
#define WARN_ONCE(cond, fmt, ...) ({			\
	static bool __warn_done;			\
	int __warn_once = !!(cond);			\
	if (unlikely(__warn_once && !__warn_done)) {	\
		__warn_done = true;			\
		__WARN_printf(fmt, ##__VA_ARGS__);	\
	}						\
	unlikely(__warn_once); })

#endif /* _LINUX_BUG_H */
