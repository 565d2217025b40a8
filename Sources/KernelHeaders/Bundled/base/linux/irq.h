/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H

#include <linux/irqreturn.h>
#include <linux/interrupt.h>

#endif /* _LINUX_IRQ_H */
