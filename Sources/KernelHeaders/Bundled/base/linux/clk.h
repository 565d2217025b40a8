/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CLK_H
#define _LINUX_CLK_H

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/notifier.h>

struct clk;
struct device;
struct clk *clk_get(struct device *dev, const char *id);
void clk_put(struct clk *clk);
struct clk *devm_clk_get(struct device *dev, const char *id);
struct clk *devm_clk_get_optional(struct device *dev, const char *id);
int clk_prepare(struct clk *clk);
void clk_unprepare(struct clk *clk);
int clk_enable(struct clk *clk);
void clk_disable(struct clk *clk);
int clk_prepare_enable(struct clk *clk);
void clk_disable_unprepare(struct clk *clk);
unsigned long clk_get_rate(struct clk *clk);
int clk_set_rate(struct clk *clk, unsigned long rate);
long clk_round_rate(struct clk *clk, unsigned long rate);

struct clk *clk_get_parent(struct clk *clk);

#endif /* _LINUX_CLK_H */
