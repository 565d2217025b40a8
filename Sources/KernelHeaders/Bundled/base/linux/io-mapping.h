/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IO_MAPPING_H
#define _LINUX_IO_MAPPING_H

#include <linux/io.h>
#include <linux/types.h>
#include <linux/slab.h>
#include <linux/bug.h>
#include <linux/pgtable.h>
#include <linux/pfn.h>
#include <linux/uaccess.h>

struct io_mapping {
	resource_size_t base;
	unsigned long size;
	pgprot_t prot;
	void __iomem *iomem;
};

struct io_mapping *io_mapping_create_wc(resource_size_t base, unsigned long size);
struct io_mapping *io_mapping_init_wc(struct io_mapping *iomap, resource_size_t base,
				      unsigned long size);
void io_mapping_fini(struct io_mapping *mapping);
void io_mapping_free(struct io_mapping *iomap);
void __iomem *io_mapping_map_wc(struct io_mapping *mapping, unsigned long offset,
				unsigned long size);
void io_mapping_unmap(void __iomem *vaddr);
void __iomem *io_mapping_map_atomic_wc(struct io_mapping *mapping, unsigned long offset);
void io_mapping_unmap_atomic(void __iomem *vaddr);

#endif /* _LINUX_IO_MAPPING_H */
