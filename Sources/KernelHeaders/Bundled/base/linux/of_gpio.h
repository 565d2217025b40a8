/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_GPIO_H
#define _LINUX_OF_GPIO_H

#include <linux/of.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gpio.h>
#include <linux/kernel.h>

int of_get_named_gpio(struct device_node *np, const char *list_name, int index);

#endif /* _LINUX_OF_GPIO_H */
