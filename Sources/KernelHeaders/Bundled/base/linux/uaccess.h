/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/sched.h>
#include <linux/types.h>
#include <linux/errno.h>
#include <asm/uaccess.h>
#include <linux/thread_info.h>

unsigned long __must_check copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long __must_check copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long __must_check __copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long __must_check __copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long __must_check clear_user(void __user *to, unsigned long n);
int __must_check copy_struct_from_user(void *dst, size_t ksize,
				       const void __user *src, size_t usize);
long strncpy_from_user(char *dst, const char __user *src, long count);
long strnlen_user(const char __user *s, long n);
bool __access_ok(const void __user *addr, unsigned long size);
/* Before 5.0 there was a direction in front; it is passed over. */
#define __access_ok_2(addr, size)		__access_ok((const void __user *)(addr), (size))
#define __access_ok_3(type, addr, size)		__access_ok_2(addr, size)
#define __access_ok_pick(a, b, c, name, ...)	name
#define access_ok(args...) \
	__access_ok_pick(args, __access_ok_3, __access_ok_2, 0)(args)
#define VERIFY_READ	0
#define VERIFY_WRITE	1

/* Single values: by way of the block copies. */
#define put_user(x, ptr) ({						\
	typeof(*(ptr)) __pu = (x);					\
	copy_to_user((void __user *)(ptr), &__pu, sizeof(__pu)) ? -EFAULT : 0; })
#define get_user(x, ptr) ({						\
	typeof(*(ptr)) __gu = 0;					\
	int __gu_err = copy_from_user(&__gu, (const void __user *)(ptr), sizeof(__gu)) ? \
		-EFAULT : 0;						\
	(x) = (typeof(x))__gu;						\
	__gu_err; })
#define __put_user(x, ptr)	put_user(x, ptr)
#define __get_user(x, ptr)	get_user(x, ptr)

void pagefault_disable(void);
void pagefault_enable(void);

#endif /* _LINUX_UACCESS_H */
