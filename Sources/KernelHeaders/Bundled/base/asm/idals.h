/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IDALS_H
#define _ASM_IDALS_H

#include <linux/errno.h>
#include <linux/err.h>
#include <linux/types.h>
#include <linux/slab.h>
#include <asm/cio.h>

#define IDA_SIZE_LOG	12
#define IDA_BLOCK_SIZE	(1L << IDA_SIZE_LOG)

static inline unsigned int idal_nr_words(void *vaddr, unsigned int length)
{
	unsigned long skip = (unsigned long)vaddr & (IDA_BLOCK_SIZE - 1);

	return (skip + length + IDA_BLOCK_SIZE - 1) >> IDA_SIZE_LOG;
}

int idal_is_needed(void *vaddr, unsigned int length);
unsigned long *idal_create_words(unsigned long *idaws, void *vaddr, unsigned int length);

#endif /* _ASM_IDALS_H */
