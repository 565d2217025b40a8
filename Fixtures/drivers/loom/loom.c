// SPDX-License-Identifier: GPL-2.0
/*
 * loom - mediated weaving patterns
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LOOM_WEFTS	32

struct loom_pattern {
	spinlock_t lock;
	u64 weft[LOOM_WEFTS];
	unsigned int shuttle;
};

#define to_pattern(mdev)	((struct loom_pattern *)mdev_get_drvdata(mdev))

static int loom_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 loom_create */
{
	struct loom_pattern *pattern;

	pattern = kzalloc(sizeof(*pattern), GFP_KERNEL);
	if (!pattern)
		return -ENOMEM;

	spin_lock_init(&pattern->lock);
	mdev_set_drvdata(mdev, (void *)pattern);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int loom_remove(struct mdev_device *mdev)
{
	kfree(to_pattern(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int loom_open(struct mdev_device *mdev)
{
	return 0;
}

static void loom_release(struct mdev_device *mdev)
{
}

static ssize_t loom_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct loom_pattern *pattern = to_pattern(mdev);
/*~ M-26 mdev_get_drvdata */
	u64 weft;

	if (count != sizeof(weft))
		return -EINVAL;

	spin_lock(&pattern->lock);
	weft = pattern->weft[pattern->shuttle];
	pattern->shuttle = (pattern->shuttle + 1) % LOOM_WEFTS;
	spin_unlock(&pattern->lock);

	return copy_to_user(buf, &weft, sizeof(weft)) ? -EFAULT : count;
}

static ssize_t loom_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	u64 weft;

	if (count != sizeof(weft))
		return -EINVAL;
	if (*ppos < 0 || *ppos >= LOOM_WEFTS)
		return -EINVAL;
	if (copy_from_user(&weft, buf, sizeof(weft)))
		return -EFAULT;

	spin_lock(&to_pattern(mdev)->lock);
/*~ M-26 mdev_get_drvdata */
	to_pattern(mdev)->weft[*ppos] = weft;
/*~ M-26 mdev_get_drvdata */
	spin_unlock(&to_pattern(mdev)->lock);
/*~ M-26 mdev_get_drvdata */

	(*ppos)++;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d wefts\n", LOOM_WEFTS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *loom_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group loom_group = {
	.name = "pattern",
	.attrs = loom_attrs,
};

static struct attribute_group *loom_groups[] = {
	&loom_group,
	NULL,
};

static const struct mdev_parent_ops loom_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = loom_groups,
/*~ M-14 supported_type_groups */
	.create = loom_create,
/*~ M-02 create */
	.remove = loom_remove,
/*~ M-05 remove */
	.open = loom_open,
/*~ M-10 open */
	.release = loom_release,
/*~ M-10 release */
	.read = loom_read,
/*~ M-10 read */
	.write = loom_write,
/*~ M-10 write */
};

static struct platform_device *loom_pdev;

static int __init loom_init(void)
{
	int ret;

	loom_pdev = platform_device_register_simple("loom", -1, NULL, 0);
	if (IS_ERR(loom_pdev))
		return PTR_ERR(loom_pdev);

	ret = mdev_register_device(&loom_pdev->dev, &loom_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		platform_device_unregister(loom_pdev);
	return ret;
}

static void __exit loom_exit(void)
{
	mdev_unregister_device(&loom_pdev->dev);
/*~ M-19 mdev_unregister_device */
	platform_device_unregister(loom_pdev);
}

module_init(loom_init);
module_exit(loom_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated weaving patterns");
