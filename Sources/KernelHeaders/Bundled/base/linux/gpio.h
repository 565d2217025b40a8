/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_GPIO_H
#define _LINUX_GPIO_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/bug.h>
#include <linux/kernel.h>

bool gpio_is_valid(int number);
int gpio_request(unsigned int gpio, const char *label);
void gpio_free(unsigned int gpio);
int gpio_direction_input(unsigned int gpio);
int gpio_direction_output(unsigned int gpio, int value);
int gpio_get_value(unsigned int gpio);
void gpio_set_value(unsigned int gpio, int value);
int gpio_to_irq(unsigned int gpio);

#endif /* _LINUX_GPIO_H */
