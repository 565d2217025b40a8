/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/types.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/minmax.h>

struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
	unsigned long desc;
	struct resource *parent, *sibling, *child;
};

#define IORESOURCE_BITS		0x000000ff
#define IORESOURCE_IO		0x00000100
#define IORESOURCE_MEM		0x00000200
#define IORESOURCE_IRQ		0x00000400
#define IORESOURCE_DMA		0x00000800
#define IORESOURCE_PREFETCH	0x00002000
#define IORESOURCE_READONLY	0x00004000
#define IORESOURCE_SYSRAM	0x01000000
#define IORESOURCE_MEM_64	0x00100000
#define IORESOURCE_EXCLUSIVE	0x08000000
#define IORESOURCE_DISABLED	0x10000000
#define IORESOURCE_UNSET	0x20000000
#define IORESOURCE_BUSY		0x80000000
#define IORESOURCE_SYSTEM_RAM	(IORESOURCE_MEM | IORESOURCE_SYSRAM)

enum {
	IORES_DESC_NONE = 0
};

#define DEFINE_RES_NAMED(_start, _size, _name, _flags) \
	(struct resource) { .start = (_start), .end = (_start) + (_size) - 1, \
			    .name = (_name), .flags = (_flags) }
#define DEFINE_RES_MEM(_start, _size) \
	DEFINE_RES_NAMED((_start), (_size), NULL, IORESOURCE_MEM)
#define DEFINE_RES_IRQ(_irq) \
	DEFINE_RES_NAMED((_irq), 1, NULL, IORESOURCE_IRQ)

extern struct resource ioport_resource;
extern struct resource iomem_resource;

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & 0x00001f00;
}

struct resource *__request_region(struct resource *parent, resource_size_t start,
				  resource_size_t n, const char *name, int flags);
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n);
#define request_region(start, n, name) \
	__request_region(&ioport_resource, (start), (n), (name), 0)
#define request_mem_region(start, n, name) \
	__request_region(&iomem_resource, (start), (n), (name), 0)
#define release_region(start, n)	__release_region(&ioport_resource, (start), (n))
#define release_mem_region(start, n)	__release_region(&iomem_resource, (start), (n))
int request_resource(struct resource *root, struct resource *res);
int release_resource(struct resource *res);

#define DEFINE_RES_IO(_start, _size) \
	DEFINE_RES_NAMED((_start), (_size), NULL, IORESOURCE_IO)
#define DEFINE_RES_MEM_NAMED(_start, _size, _name) \
	DEFINE_RES_NAMED((_start), (_size), (_name), IORESOURCE_MEM)
#define DEFINE_RES_IRQ_NAMED(_irq, _name) \
	DEFINE_RES_NAMED((_irq), 1, (_name), IORESOURCE_IRQ)

struct device;
struct resource *__devm_request_region(struct device *dev, struct resource *parent,
				       resource_size_t start, resource_size_t n,
				       const char *name);
void __devm_release_region(struct device *dev, struct resource *parent,
			   resource_size_t start, resource_size_t n);
#define devm_request_region(dev, start, n, name) \
	__devm_request_region(dev, &ioport_resource, (start), (n), (name))
#define devm_request_mem_region(dev, start, n, name) \
	__devm_request_region(dev, &iomem_resource, (start), (n), (name))
#define devm_release_region(dev, start, n) \
	__devm_release_region(dev, &ioport_resource, (start), (n))
#define devm_release_mem_region(dev, start, n) \
	__devm_release_region(dev, &iomem_resource, (start), (n))
int insert_resource(struct resource *parent, struct resource *new);
int allocate_resource(struct resource *root, struct resource *new,
		      resource_size_t size, resource_size_t min, resource_size_t max,
		      resource_size_t align,
		      resource_size_t (*alignf)(void *data, const struct resource *res,
						resource_size_t size, resource_size_t align),
		      void *alignf_data);
int walk_iomem_res_desc(unsigned long desc, unsigned long flags, u64 start, u64 end,
			void *arg, int (*func)(struct resource *res, void *arg));
bool resource_contains(struct resource *r1, struct resource *r2);
bool resource_overlaps(struct resource *r1, struct resource *r2);

#define IORESOURCE_MUXED	0x00400000
#define request_muxed_region(start, n, name) \
	__request_region(&ioport_resource, (start), (n), (name), IORESOURCE_MUXED)

#endif /* _LINUX_IOPORT_H */
