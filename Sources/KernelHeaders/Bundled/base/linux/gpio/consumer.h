/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_GPIO_CONSUMER_H
#define _LINUX_GPIO_CONSUMER_H

#include <linux/bits.h>
#include <linux/types.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/kernel.h>

struct device;
struct gpio_desc;

enum gpiod_flags {
	GPIOD_ASIS	= 0,
	GPIOD_IN	= 0x01,
	GPIOD_OUT_LOW	= 0x03,
	GPIOD_OUT_HIGH	= 0x07
};

struct gpio_desc *gpiod_get(struct device *dev, const char *con_id, enum gpiod_flags flags);
void gpiod_put(struct gpio_desc *desc);
struct gpio_desc *devm_gpiod_get(struct device *dev, const char *con_id,
				 enum gpiod_flags flags);
struct gpio_desc *devm_gpiod_get_optional(struct device *dev, const char *con_id,
					  enum gpiod_flags flags);
int gpiod_direction_input(struct gpio_desc *desc);
int gpiod_direction_output(struct gpio_desc *desc, int value);
int gpiod_get_value(const struct gpio_desc *desc);
void gpiod_set_value(struct gpio_desc *desc, int value);
int gpiod_get_value_cansleep(const struct gpio_desc *desc);
void gpiod_set_value_cansleep(struct gpio_desc *desc, int value);
int gpiod_to_irq(const struct gpio_desc *desc);

#endif /* _LINUX_GPIO_CONSUMER_H */
