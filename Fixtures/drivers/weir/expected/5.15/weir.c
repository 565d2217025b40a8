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
	struct vfio_device vdev;
	u8 *log;
	unsigned int pos;
	u8 height;
};

static struct device *weir_dev;
static DEFINE_MUTEX(weir_lock);		/* protects weir_used */
static unsigned int weir_used;

static const struct vfio_device_ops weir_dev_ops;
static void weir_release_state(struct weir_gate *gate);

static int weir_create(struct mdev_device *mdev)
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

	vfio_init_group_dev(&gate->vdev, &mdev->dev, &weir_dev_ops);

	gate->log = kzalloc(WEIR_LOG_SIZE, GFP_KERNEL);
	if (!gate->log) {
		ret = -ENOMEM;
		goto out_free;
	}

	dev_set_drvdata(&mdev->dev, gate);
	weir_used++;
	ret = 0;
	goto out;

out_free:
	vfio_uninit_group_dev(&gate->vdev);
	kfree(gate);
out:
	mutex_unlock(&weir_lock);
	return ret;
}

static int weir_probe(struct mdev_device *mdev)
{
	struct weir_gate *gate;
	int ret;

	ret = weir_create(mdev);
	if (ret)
		return ret;

	gate = dev_get_drvdata(&mdev->dev);
	ret = vfio_register_group_dev(&gate->vdev);
	if (ret)
		weir_release_state(gate);

	return ret;
}

static void weir_release_state(struct weir_gate *gate)
{
	mutex_lock(&weir_lock);
	weir_used--;
	mutex_unlock(&weir_lock);

	kfree(gate->log);
	vfio_uninit_group_dev(&gate->vdev);
	kfree(gate);
}

static void weir_remove(struct mdev_device *mdev)
{
	struct weir_gate *gate = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&gate->vdev);
	weir_release_state(gate);
}

static void weir_release(struct vfio_device *vdev)
{
	struct weir_gate *gate = container_of(vdev, struct weir_gate, vdev);

	gate->height = 0;
}

static ssize_t weir_write(struct vfio_device *vdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct weir_gate *gate = container_of(vdev, struct weir_gate, vdev);
	u8 height;

	if (count != sizeof(height))
		return -EINVAL;
	if (copy_from_user(&height, buf, sizeof(height)))
		return -EFAULT;

	gate->log[gate->pos++ % WEIR_LOG_SIZE] = gate->height;
	gate->height = height;
	return count;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
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

static const struct vfio_device_ops weir_dev_ops = {
	.name = "vfio-weir",
	.close_device = weir_release,
	.write = weir_write,
};

static struct mdev_driver weir_driver = {
	.driver = {
		.name = "weir",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = weir_probe,
	.remove = weir_remove,
};

static const struct mdev_parent_ops weir_ops = {
	.owner = THIS_MODULE,
	.device_driver = &weir_driver,
	.supported_type_groups = weir_groups,
};

static int __init weir_init(void)
{
	int ret;

	weir_dev = root_device_register("weir");
	if (IS_ERR(weir_dev)) {
		ret = PTR_ERR(weir_dev);
		goto out;
	}

	ret = mdev_register_driver(&weir_driver);
	if (ret) {
		root_device_unregister(weir_dev);
		return ret;
	}

	ret = mdev_register_device(weir_dev, &weir_ops);
	if (ret) {
		mdev_unregister_driver(&weir_driver);
		root_device_unregister(weir_dev);
	}
out:
	return ret;
}

static void __exit weir_exit(void)
{
	mdev_unregister_device(weir_dev);
	mdev_unregister_driver(&weir_driver);
	root_device_unregister(weir_dev);
}

module_init(weir_init);
module_exit(weir_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sluice gates");
