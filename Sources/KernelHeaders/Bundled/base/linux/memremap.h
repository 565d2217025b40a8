/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MEMREMAP_H
#define _LINUX_MEMREMAP_H

#include <linux/mm.h>
#include <linux/ioport.h>
#include <linux/percpu-refcount.h>

#endif /* _LINUX_MEMREMAP_H */
