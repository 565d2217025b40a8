/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/types.h>
#include <linux/ioport.h>
#include <asm/page.h>
#include <asm/io.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/version.h>

struct device;

void __iomem *ioremap(phys_addr_t offset, size_t size);
void __iomem *ioremap_wc(phys_addr_t offset, size_t size);
void __iomem *ioremap_uc(phys_addr_t offset, size_t size);
void __iomem *ioremap_cache(phys_addr_t offset, size_t size);
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
#define ioremap_nocache(offset, size)	ioremap(offset, size)
#define devm_ioremap_nocache(dev, offset, size)	devm_ioremap(dev, offset, size)
#endif
void iounmap(volatile void __iomem *addr);
void __iomem *devm_ioremap(struct device *dev, resource_size_t offset, resource_size_t size);
void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res);
void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);
#define MEMREMAP_WB	1

u8 readb(const volatile void __iomem *addr);
u16 readw(const volatile void __iomem *addr);
u32 readl(const volatile void __iomem *addr);
u64 readq(const volatile void __iomem *addr);
void writeb(u8 value, volatile void __iomem *addr);
void writew(u16 value, volatile void __iomem *addr);
void writel(u32 value, volatile void __iomem *addr);
void writeq(u64 value, volatile void __iomem *addr);
#define readl_relaxed(addr)	readl(addr)
#define writel_relaxed(v, addr)	writel(v, addr)
unsigned int ioread8(const void __iomem *addr);
unsigned int ioread16(const void __iomem *addr);
unsigned int ioread32(const void __iomem *addr);
u64 ioread64(const void __iomem *addr);
void iowrite8(u8 value, void __iomem *addr);
void iowrite16(u16 value, void __iomem *addr);
void iowrite32(u32 value, void __iomem *addr);
void iowrite64(u64 value, void __iomem *addr);
void memset_io(volatile void __iomem *addr, int value, size_t size);
void memcpy_fromio(void *buffer, const volatile void __iomem *addr, size_t size);
void memcpy_toio(volatile void __iomem *addr, const void *buffer, size_t size);
u8 inb(unsigned long port);
u16 inw(unsigned long port);
u32 inl(unsigned long port);
void outb(u8 value, unsigned long port);
void outw(u16 value, unsigned long port);
void outl(u32 value, unsigned long port);
int arch_phys_wc_add(unsigned long base, unsigned long size);
void arch_phys_wc_del(int handle);

u8 __raw_readb(const volatile void __iomem *addr);
u16 __raw_readw(const volatile void __iomem *addr);
u32 __raw_readl(const volatile void __iomem *addr);
u64 __raw_readq(const volatile void __iomem *addr);
void __raw_writeb(u8 value, volatile void __iomem *addr);
void __raw_writew(u16 value, volatile void __iomem *addr);
void __raw_writel(u32 value, volatile void __iomem *addr);
void __raw_writeq(u64 value, volatile void __iomem *addr);
#define readb_relaxed(addr)	readb(addr)
#define readw_relaxed(addr)	readw(addr)
#define readq_relaxed(addr)	readq(addr)
#define writeb_relaxed(v, addr)	writeb(v, addr)
#define writew_relaxed(v, addr)	writew(v, addr)
#define writeq_relaxed(v, addr)	writeq(v, addr)
unsigned int ioread16be(const void __iomem *addr);
unsigned int ioread32be(const void __iomem *addr);
void iowrite16be(u16 value, void __iomem *addr);
void iowrite32be(u32 value, void __iomem *addr);
void ioread8_rep(const void __iomem *addr, void *buffer, unsigned long count);
void ioread16_rep(const void __iomem *addr, void *buffer, unsigned long count);
void ioread32_rep(const void __iomem *addr, void *buffer, unsigned long count);
void iowrite8_rep(void __iomem *addr, const void *buffer, unsigned long count);
void iowrite16_rep(void __iomem *addr, const void *buffer, unsigned long count);
void iowrite32_rep(void __iomem *addr, const void *buffer, unsigned long count);
void __iowrite32_copy(void __iomem *to, const void *from, size_t count);
void __iowrite64_copy(void __iomem *to, const void *from, size_t count);
void __ioread32_copy(void *to, const void __iomem *from, size_t count);
void insb(unsigned long port, void *addr, unsigned long count);
void insw(unsigned long port, void *addr, unsigned long count);
void insl(unsigned long port, void *addr, unsigned long count);
void outsb(unsigned long port, const void *addr, unsigned long count);
void outsw(unsigned long port, const void *addr, unsigned long count);
void outsl(unsigned long port, const void *addr, unsigned long count);
#define inb_p(port)		inb(port)
#define outb_p(value, port)	outb(value, port)
void __iomem *ioport_map(unsigned long port, unsigned int nr);
void ioport_unmap(void __iomem *addr);
void __iomem *devm_ioport_map(struct device *dev, unsigned long port, unsigned int nr);
void devm_ioport_unmap(struct device *dev, void __iomem *addr);
void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset,
			      resource_size_t size);
void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset,
			      resource_size_t size);
void devm_iounmap(struct device *dev, void __iomem *addr);
void *devm_memremap(struct device *dev, resource_size_t offset, size_t size,
		    unsigned long flags);
void devm_memunmap(struct device *dev, void *addr);
int check_signature(const volatile void __iomem *io_addr, const unsigned char *signature,
		    int length);
#define MEMREMAP_WT	2
#define MEMREMAP_WC	4

#endif /* _LINUX_IO_H */
