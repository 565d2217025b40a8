/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/types.h>
#include <linux/overflow.h>
#include <linux/workqueue.h>
#include <linux/percpu-refcount.h>

#define SLAB_HWCACHE_ALIGN	0x00002000u
#define SLAB_PANIC		0x00040000u
#define SLAB_ACCOUNT		0x04000000u
#define ARCH_KMALLOC_MINALIGN	__alignof__(unsigned long long)
#define ZERO_SIZE_PTR		((void *)16)
#define ZERO_OR_NULL_PTR(x)	((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

struct kmem_cache;

void *kmalloc(size_t size, gfp_t flags) __malloc;
void *kzalloc(size_t size, gfp_t flags) __malloc;
void *kmalloc_array(size_t n, size_t size, gfp_t flags) __malloc;
void *kcalloc(size_t n, size_t size, gfp_t flags) __malloc;
void *kmalloc_node(size_t size, gfp_t flags, int node) __malloc;
void *kzalloc_node(size_t size, gfp_t flags, int node) __malloc;
void * __must_check krealloc(const void *p, size_t size, gfp_t flags);
void kfree(const void *p);
void kfree_sensitive(const void *p);
void kzfree(const void *p);
size_t ksize(const void *p);
void *kvmalloc(size_t size, gfp_t flags) __malloc;
void *kvzalloc(size_t size, gfp_t flags) __malloc;
void *kvmalloc_array(size_t n, size_t size, gfp_t flags) __malloc;
void *kvcalloc(size_t n, size_t size, gfp_t flags) __malloc;
void kvfree(const void *addr);

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *));
struct kmem_cache *kmem_cache_create_usercopy(const char *name,
			unsigned int size, unsigned int align,
			slab_flags_t flags, unsigned int useroffset,
			unsigned int usersize, void (*ctor)(void *));
void kmem_cache_destroy(struct kmem_cache *s);
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags);
void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags);
void kmem_cache_free(struct kmem_cache *s, void *objp);
#define KMEM_CACHE(__struct, __flags) \
	kmem_cache_create(#__struct, sizeof(struct __struct), \
			  __alignof__(struct __struct), (__flags), NULL)

#define SLAB_POISON		0x00000800u
#define SLAB_RED_ZONE		0x00000400u
#define SLAB_RECLAIM_ACCOUNT	0x00020000u
#define SLAB_TYPESAFE_BY_RCU	0x00080000u
void *kmalloc_array_node(size_t n, size_t size, gfp_t flags, int node) __malloc;
void *kcalloc_node(size_t n, size_t size, gfp_t flags, int node) __malloc;
void *kmalloc_order(size_t size, gfp_t flags, unsigned int order) __malloc;
void * __must_check krealloc_array(void *p, size_t n, size_t size, gfp_t flags);
void kvfree_sensitive(const void *addr, size_t len);
void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node);
int kmem_cache_shrink(struct kmem_cache *s);
unsigned int kmem_cache_size(struct kmem_cache *s);

#endif /* _LINUX_SLAB_H */
