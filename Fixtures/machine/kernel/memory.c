// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* The allocators and what they leave in memory. */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct object { int id; struct object *next; };

static int constructed;

static void construct(void *p)
{
	((struct object *)p)->id = ++constructed;
}

int f(void)
{
	struct kmem_cache *cache;
	struct object *o;
	struct page *page;
	u8 *p, *q;
	int i;

	p = kzalloc(16, GFP_KERNEL);
	CHECK(p && !p[15]);
	memset(p, 7, 16);
	p = krealloc(p, 32, GFP_KERNEL | __GFP_ZERO);
	CHECK(p && p[15] == 7 && ksize(p) >= 32);
	q = kmemdup(p, 16, GFP_KERNEL);
	CHECK(q && !memcmp(p, q, 16));
	kfree(p);
	kfree(q);
	kfree(NULL);
	vfree(NULL);
	kvfree(NULL);
	CHECK(!kcalloc(~0UL / 4, 8, GFP_KERNEL));
	CHECK(!kmalloc_array(~0UL / 2, 3, GFP_KERNEL));
	p = kmalloc(0, GFP_KERNEL);
	CHECK(ZERO_OR_NULL_PTR(p) && p);
	kfree(p);
	CHECK(ksize(p) == 0 && !vmalloc(0) && kmemdup(&cache, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
	CHECK(kcalloc(0, 8, GFP_KERNEL) == ZERO_SIZE_PTR && kvmalloc(0, GFP_KERNEL) == ZERO_SIZE_PTR);
	p = krealloc(p, 4, GFP_KERNEL);
	CHECK(!ZERO_OR_NULL_PTR(p));
	CHECK(krealloc(p, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
	p = vzalloc(3 * PAGE_SIZE);
	CHECK(p && !p[3 * PAGE_SIZE - 1]);
	CHECK(((unsigned long)p & ~PAGE_MASK) == 0);
	vfree(p);
	p = kvzalloc(100, GFP_KERNEL);
	CHECK(p && !p[99]);
	kvfree(p);
	p = (u8 *)get_zeroed_page(GFP_KERNEL);
	CHECK(p && !p[4095] && ((unsigned long)p & ~PAGE_MASK) == 0);
	free_page((unsigned long)p);
	page = alloc_pages(GFP_KERNEL | __GFP_ZERO, 1);
	CHECK(page);
	p = page_address(page);
	CHECK(!p[2 * PAGE_SIZE - 1] && virt_to_page(p) == page);
	CHECK(page_to_pfn(page + 1) == page_to_pfn(page) + 1 && pfn_to_page(page_to_pfn(page) + 1) == page + 1);
	CHECK(virt_to_phys(p) == (phys_addr_t)page_to_pfn(page) << PAGE_SHIFT && phys_to_virt(virt_to_phys(p)) == p);
	CHECK(virt_to_page(p + PAGE_SIZE + 5) == page + 1 && pfn_valid(page_to_pfn(page)) && !pfn_valid(0));
	__free_pages(page, 1);
	cache = kmem_cache_create("objects", sizeof(struct object), 0, 0, construct);
	CHECK(cache);
	CHECK(kmem_cache_size(cache) == sizeof(struct object));
	o = kmem_cache_alloc(cache, GFP_KERNEL);
	CHECK(o && o->id == constructed);
	kmem_cache_free(cache, o);
	kmem_cache_destroy(cache);
	cache = KMEM_CACHE(object, SLAB_HWCACHE_ALIGN);
	CHECK(cache);
	o = kmem_cache_zalloc(cache, GFP_ATOMIC);
	CHECK(o && !o->next);
	kmem_cache_free(cache, o);
	kmem_cache_destroy(cache);
	for (i = 0; i < 3; i++) {
		p = kmalloc(1 << i, GFP_KERNEL);
		CHECK(p && ((unsigned long)p & 7) == 0);
		kfree(p);
	}
	CHECK(IS_ERR(ERR_PTR(-ENOMEM)) && PTR_ERR(ERR_PTR(-EBUSY)) == -EBUSY && !IS_ERR(&i) && IS_ERR_OR_NULL(NULL));
	CHECK(PTR_ERR_OR_ZERO(ERR_PTR(-EIO)) == -EIO && !PTR_ERR_OR_ZERO(&i));
	return 0;
}
