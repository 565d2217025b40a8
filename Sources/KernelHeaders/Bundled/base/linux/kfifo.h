/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>

struct __kfifo {
	unsigned int	in;
	unsigned int	out;
	unsigned int	mask;
	unsigned int	esize;
	void		*data;
};

/* Typed queues are a struct __kfifo that remembers the type of its elements. */
#define __STRUCT_KFIFO(elem, room, ptr_type)	\
{						\
	union {					\
		struct __kfifo	kfifo;		\
		elem		*type;		\
		const elem	*const_type;	\
		ptr_type	*ptr;		\
		elem		*ptr_const;	\
	};					\
	elem	buf[room];			\
}
struct kfifo __STRUCT_KFIFO(unsigned char, 0, void);
#define STRUCT_KFIFO(type, size)	struct __STRUCT_KFIFO(type, size, type)
#define STRUCT_KFIFO_PTR(type)		struct __STRUCT_KFIFO(type, 0, type)
#define DECLARE_KFIFO(fifo, type, size)	STRUCT_KFIFO(type, size) fifo
#define DECLARE_KFIFO_PTR(fifo, type)	STRUCT_KFIFO_PTR(type) fifo
#define DEFINE_KFIFO(fifo, type, size)	DECLARE_KFIFO(fifo, type, size) = { }

int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp_mask);
void __kfifo_free(struct __kfifo *fifo);
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize);
unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int len);
unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int len);
unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *buf, unsigned int len);
int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long len,
		      unsigned int *copied, size_t esize);
int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long len,
		    unsigned int *copied, size_t esize);

#define INIT_KFIFO(fifo)	((void)memset(&(fifo), 0, sizeof(fifo)))
#define kfifo_initialized(fifo)	((fifo)->kfifo.mask != 0)
#define kfifo_esize(fifo)	((fifo)->kfifo.esize)
#define kfifo_size(fifo)	((fifo)->kfifo.mask + 1)
#define kfifo_reset(fifo)	((void)((fifo)->kfifo.in = (fifo)->kfifo.out = 0))
#define kfifo_reset_out(fifo)	((void)((fifo)->kfifo.out = (fifo)->kfifo.in))
#define kfifo_len(fifo)		((fifo)->kfifo.in - (fifo)->kfifo.out)
#define kfifo_is_empty(fifo)	(kfifo_len(fifo) == 0)
#define kfifo_is_full(fifo)	(kfifo_len(fifo) > (fifo)->kfifo.mask)
#define kfifo_avail(fifo)	(kfifo_size(fifo) - kfifo_len(fifo))
#define kfifo_skip(fifo)	((void)(fifo)->kfifo.out++)
#define kfifo_peek_len(fifo)	kfifo_len(fifo)
#define kfifo_alloc(fifo, size, gfp_mask) \
	__kfifo_alloc(&(fifo)->kfifo, size, sizeof(*(fifo)->type), gfp_mask)
#define kfifo_free(fifo)	__kfifo_free(&(fifo)->kfifo)
#define kfifo_init(fifo, buffer, size) \
	__kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(*(fifo)->type))
#define kfifo_in(fifo, buf, n)		__kfifo_in(&(fifo)->kfifo, buf, n)
#define kfifo_out(fifo, buf, n)		__kfifo_out(&(fifo)->kfifo, buf, n)
#define kfifo_out_peek(fifo, buf, n)	__kfifo_out_peek(&(fifo)->kfifo, buf, n)
#define kfifo_put(fifo, val) ({				\
	typeof(*(fifo)->const_type) __kf_val = (val);	\
	__kfifo_in(&(fifo)->kfifo, &__kf_val, 1); })
#define kfifo_get(fifo, val) \
	__kfifo_out(&(fifo)->kfifo, (typeof((fifo)->type))(val), 1)
#define kfifo_peek(fifo, val) \
	__kfifo_out_peek(&(fifo)->kfifo, (typeof((fifo)->type))(val), 1)
#define kfifo_from_user(fifo, from, len, copied) \
	__kfifo_from_user(&(fifo)->kfifo, from, len, copied, sizeof(*(fifo)->type))
#define kfifo_to_user(fifo, to, len, copied) \
	__kfifo_to_user(&(fifo)->kfifo, to, len, copied, sizeof(*(fifo)->type))
#define kfifo_in_spinlocked(fifo, buf, n, lock) ({	\
	unsigned long __kf_flags;			\
	unsigned int __kf_ret;				\
	spin_lock_irqsave(lock, __kf_flags);		\
	__kf_ret = kfifo_in(fifo, buf, n);		\
	spin_unlock_irqrestore(lock, __kf_flags);	\
	__kf_ret; })
#define kfifo_out_spinlocked(fifo, buf, n, lock) ({	\
	unsigned long __kf_flags;			\
	unsigned int __kf_ret;				\
	spin_lock_irqsave(lock, __kf_flags);		\
	__kf_ret = kfifo_out(fifo, buf, n);		\
	spin_unlock_irqrestore(lock, __kf_flags);	\
	__kf_ret; })
#define kfifo_in_locked(fifo, buf, n, lock)	kfifo_in_spinlocked(fifo, buf, n, lock)
#define kfifo_out_locked(fifo, buf, n, lock)	kfifo_out_spinlocked(fifo, buf, n, lock)

#endif /* _LINUX_KFIFO_H */
