// SPDX-License-Identifier: GPL-2.0
/*
 * lily - a list that is made when it is in use
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LILY_CONFIG_SIZE 64

struct lily {
	struct vfio_device vdev;
	struct list_head next;
	u8 *config;
};

static struct device *lily_dev;
static struct list_head lily_list;
static DEFINE_MUTEX(lily_lock);

static ssize_t lily_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lily *lily = container_of(vdev, struct lily, vdev);

	return simple_read_from_buffer(buf, count, ppos, lily->config,
				       LILY_CONFIG_SIZE);
}

static const struct vfio_device_ops lily_vfio_ops = {
	.name = "vfio-lily",
	.read = lily_read,
};

static int lily_probe(struct mdev_device *mdev)
{
	struct lily *lily;
	int ret;

	lily = kzalloc(sizeof(*lily), GFP_KERNEL);
	if (!lily)
		return -ENOMEM;
	vfio_init_group_dev(&lily->vdev, &mdev->dev, &lily_vfio_ops);
	lily->config = kzalloc(LILY_CONFIG_SIZE, GFP_KERNEL);
	if (!lily->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lily->vdev);
	if (ret)
		goto err_config;
	mutex_lock(&lily_lock);
	list_add(&lily->next, &lily_list);
	mutex_unlock(&lily_lock);
	dev_set_drvdata(&mdev->dev, lily);
	return 0;

err_config:
	kfree(lily->config);
err_state:
	vfio_uninit_group_dev(&lily->vdev);
	kfree(lily);
	return ret;
}

static void lily_remove(struct mdev_device *mdev)
{
	struct lily *lily = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lily->vdev);
	mutex_lock(&lily_lock);
	list_del(&lily->next);
	mutex_unlock(&lily_lock);
	vfio_uninit_group_dev(&lily->vdev);
	kfree(lily->config);
	kfree(lily);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *lily_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lily_type = {
	.name = "one",
	.attrs = lily_type_attrs,
};

static struct attribute_group *lily_types[] = {
	&lily_type,
	NULL,
};

static struct mdev_driver lily_driver = {
	.driver = {
		.name = "lily",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lily_probe,
	.remove = lily_remove,
};

static const struct mdev_parent_ops lily_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lily_driver,
	.supported_type_groups = lily_types,
};

static int __init lily_init(void)
{
	int ret;

	lily_dev = root_device_register("lily");
	if (IS_ERR(lily_dev))
		return PTR_ERR(lily_dev);
	ret = mdev_register_driver(&lily_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lily_dev, &lily_ops);
	if (ret)
		goto err_driver;
	INIT_LIST_HEAD(&lily_list);
/*~ L-15 lily_list */
	return 0;

err_driver:
	mdev_unregister_driver(&lily_driver);
err_device:
	root_device_unregister(lily_dev);
	return ret;
}
module_init(lily_init);

static void __exit lily_exit(void)
{
	mdev_unregister_device(lily_dev);
	mdev_unregister_driver(&lily_driver);
	root_device_unregister(lily_dev);
}
module_exit(lily_exit);

MODULE_DESCRIPTION("a list that is made when it is in use");
MODULE_LICENSE("GPL");
