// SPDX-License-Identifier: GPL-2.0
/*
 * weir - mediated sluice gates
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define WEIR_GATES	6
#define WEIR_LOG_SIZE	32

struct weir_gate {
	u8 *log;
	unsigned int pos;
	u8 height;
};

static struct device *weir_dev;
static DEFINE_MUTEX(weir_lock);		/* protects weir_used */
static unsigned int weir_used;

static int weir_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 weir_create */
{
	struct weir_gate *gate;
	int ret;

	mutex_lock(&weir_lock);
	if (weir_used >= WEIR_GATES) {
		ret = -ENOSPC;
		goto out;
	}

	gate = kzalloc(sizeof(*gate), GFP_KERNEL);
	if (!gate) {
		ret = -ENOMEM;
		goto out;
	}

	gate->log = kzalloc(WEIR_LOG_SIZE, GFP_KERNEL);
	if (!gate->log) {
		ret = -ENOMEM;
		goto out_free;
	}

	mdev_set_drvdata(mdev, gate);
/*~ M-26 mdev_set_drvdata */
	weir_used++;
	ret = 0;
	goto out;

out_free:
	kfree(gate);
out:
	mutex_unlock(&weir_lock);
	return ret;
}

static int weir_remove(struct mdev_device *mdev)
{
	struct weir_gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&weir_lock);
	weir_used--;
	mutex_unlock(&weir_lock);

	kfree(gate->log);
	kfree(gate);
	return 0;
}

static int weir_open(struct mdev_device *mdev)
{
	return 0;
}

static void weir_release(struct mdev_device *mdev)
{
	struct weir_gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	gate->height = 0;
}

static ssize_t weir_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct weir_gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u8 height;

	if (count != sizeof(height))
		return -EINVAL;
	if (copy_from_user(&height, buf, sizeof(height)))
		return -EFAULT;

	gate->log[gate->pos++ % WEIR_LOG_SIZE] = gate->height;
	gate->height = height;
	return count;
}

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	int left;

	mutex_lock(&weir_lock);
	left = WEIR_GATES - weir_used;
	mutex_unlock(&weir_lock);
	return sprintf(buf, "%d\n", left);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *weir_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group weir_group = {
	.name = "gate",
	.attrs = weir_attrs,
};

static struct attribute_group *weir_groups[] = { &weir_group, NULL };

static const struct mdev_parent_ops weir_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = weir_groups,
/*~ M-14 supported_type_groups */
	.create = weir_create,
/*~ M-02 create */
	.remove = weir_remove,
/*~ M-05 remove */
	.open = weir_open,
/*~ M-10 open */
	.release = weir_release,
/*~ M-10 release */
	.write = weir_write,
/*~ M-10 write */
};

static int __init weir_init(void)
{
	int ret;

	weir_dev = root_device_register("weir");
	if (IS_ERR(weir_dev)) {
		ret = PTR_ERR(weir_dev);
		goto out;
	}

	ret = mdev_register_device(weir_dev, &weir_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(weir_dev);
out:
	return ret;
}

static void __exit weir_exit(void)
{
	mdev_unregister_device(weir_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(weir_dev);
}

module_init(weir_init);
module_exit(weir_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sluice gates");
