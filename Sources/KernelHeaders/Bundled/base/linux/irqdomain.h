/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQDOMAIN_H
#define _LINUX_IRQDOMAIN_H

#include <linux/irq.h>

struct irq_domain;

#endif /* _LINUX_IRQDOMAIN_H */
