/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IO_64_NONATOMIC_HI_LO_H
#define _LINUX_IO_64_NONATOMIC_HI_LO_H

#include <linux/io.h>

u64 hi_lo_readq(const volatile void __iomem *addr);
void hi_lo_writeq(u64 val, volatile void __iomem *addr);

#endif /* _LINUX_IO_64_NONATOMIC_HI_LO_H */
