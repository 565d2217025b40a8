/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/stdarg.h>
#include <linux/limits.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/typecheck.h>
#include <linux/printk.h>
#include <linux/build_bug.h>
#include <linux/stringify.h>
#include <linux/kstrtox.h>
#include <asm/byteorder.h>
#include <linux/export.h>
#include <linux/sysinfo.h>

#define ARRAY_SIZE(arr)		(sizeof(arr) / sizeof((arr)[0]) + __must_be_array(arr))
#define FIELD_SIZEOF(t, f)	sizeof_field(t, f)
#define upper_32_bits(n)	((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n)	((u32)((n) & 0xffffffff))
#define upper_16_bits(n)	((u16)((n) >> 16))
#define lower_16_bits(n)	((u16)((n) & 0xffff))
#define u64_to_user_ptr(x)	((void __user *)(uintptr_t)(x))
#define might_sleep()		do { } while (0)
#define might_sleep_if(cond)	do { (void)(cond); } while (0)
#define REPEAT_BYTE(x)		((~0ul / 0xff) * (x))
#define __is_constexpr(x)	__builtin_constant_p(x)
#define _RET_IP_		((unsigned long)__builtin_return_address(0))

__printf(2, 3) int sprintf(char *buf, const char *fmt, ...);
__printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args);
__printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
__printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
__printf(2, 3) char *kasprintf(gfp_t gfp, const char *fmt, ...);
__printf(2, 0) char *kvasprintf(gfp_t gfp, const char *fmt, va_list args);
__scanf(2, 3) int sscanf(const char *buf, const char *fmt, ...);
char *get_options(const char *str, int nints, int *ints);
int hex_to_bin(char ch);
bool mac_pton(const char *s, u8 *mac);
int hex2bin(u8 *dst, const char *src, size_t count);
char *bin2hex(char *dst, const void *src, size_t count);

struct completion;
void complete_and_exit(struct completion *comp, long code) __attribute__((__noreturn__));
int get_option(char **str, int *pint);
unsigned long long memparse(const char *ptr, char **retp);
void add_taint(unsigned int flag, int lockdep_ok);
__printf(1, 2) int __trace_printk_fmt(const char *fmt, ...);
#define trace_printk(fmt, ...)	((void)__trace_printk_fmt(fmt, ##__VA_ARGS__))
#define TAINT_CRAP		10
#define TAINT_OOT_MODULE	12

/* Until 5.14 it was declared here and not in linux/panic_notifier.h. */
struct atomic_notifier_head;
extern struct atomic_notifier_head panic_notifier_list;

#endif /* _LINUX_KERNEL_H */
