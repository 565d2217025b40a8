/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IO_64_NONATOMIC_LO_HI_H
#define _LINUX_IO_64_NONATOMIC_LO_HI_H

#include <linux/io.h>

u64 lo_hi_readq(const volatile void __iomem *addr);
void lo_hi_writeq(u64 val, volatile void __iomem *addr);

#endif /* _LINUX_IO_64_NONATOMIC_LO_HI_H */
